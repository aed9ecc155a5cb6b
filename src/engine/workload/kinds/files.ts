import { z } from 'zod'
import { MOST_IN_PATH, type JobKind } from './job-kind'

const schema = z.strictObject({
  kind: z.literal('files'),
  /** The folder whose files are read and hashed; null for the project's own dependencies. */
  path: z.string().min(1).max(MOST_IN_PATH).nullable().default(null),
})

/** Jobs that read and hash the real files of a folder. */
export const files: JobKind<typeof schema> = {
  schema,
  amounts: () => null,
  arePlanned: false,
  caption: () => ['reading and hashing files'],
  controls: [
    {
      control: 'folder',
      key: 'path',
      label: 'Folder',
      unit: '',
      meaning: 'folder whose files are read',
      flag: 'path',
      placeholder: 'folder',
    },
  ],
  needs: 'files',
  canWait: true,
  hasTimers: false,
  areStepsNoted: true,
  hidden: 'work',
  withAmounts: null,
}
