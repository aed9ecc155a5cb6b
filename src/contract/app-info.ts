import { z } from 'zod'

/** What the About box and the Method view say about this very lab. */
export const appInfoSchema = z.strictObject({
  version: z.string(),
  commit: z.string().nullable(),
  /** The shell that the interface is shown in. */
  shell: z.enum(['desktop', 'browser']),
  platform: z.string(),
  /** electron and chrome where they run; node and v8 always. */
  versions: z.record(z.string(), z.string()),
  libraryFolder: z.string(),
  /** What a person should know about the runtime, such as that it is out of support. */
  notes: z.array(z.string()),
})
export type { Environment } from '../engine/measure/machine/environment'
export type AppInfo = z.infer<typeof appInfoSchema>
