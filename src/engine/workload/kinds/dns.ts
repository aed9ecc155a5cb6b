import { z } from 'zod'
import type { JobKind } from './job-kind'

const schema = z.strictObject({
  kind: z.literal('dns'),
  /** Look-ups of one job, one after the other. */
  lookups: z.number().int().min(1).max(1_000).default(1),
})

/** Jobs that look up the one name that every machine answers by itself. */
export const dns: JobKind<typeof schema> = {
  schema,
  amounts: () => null,
  arePlanned: false,
  caption: ({ lookups }) => [
    lookups === 1
      ? 'looking up localhost'
      : `looking up localhost ${lookups.toLocaleString('en')} times`,
  ],
  controls: [
    {
      control: 'number',
      key: 'lookups',
      label: 'Look-ups',
      unit: 'names',
      meaning: 'names that a job looks up, one after the other',
      flag: 'lookups',
      placeholder: 'n',
    },
  ],
  needs: 'local-name',
  canWait: true,
  hasTimers: false,
  areStepsNoted: true,
  hidden: 'names',
  withAmounts: null,
}
