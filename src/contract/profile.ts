import { z } from 'zod'
import { cpuProfileSchema } from '../engine/profile/cpu-profile'
import { contenderNames } from '../engine/spec/spec'

/** What the threads of a run executed in a second, unmeasured pass. */
export const profileSchema = z.strictObject({
  /** The file of a person's own job; null where there is none. */
  job: z.string().nullable(),
  /** None where no profile was taken. */
  threads: z.array(
    z.strictObject({
      contender: z.enum(contenderNames),
      thread: z.string(),
      profile: cpuProfileSchema,
    }),
  ),
  /** Sentences: of which threads there is none, and why. */
  notes: z.array(z.string()),
})
export type Profile = z.infer<typeof profileSchema>

/** What the page hands to the viewer of a profile, which is a page of its own. */
export interface ShownProfile {
  readonly title: string
  /** In JSON, as the file has it. */
  readonly profile: string
  readonly theme: 'light' | 'dark'
}
