import { z } from 'zod'
import { cpuControl, spread, spreadControl } from './controls'
import type { JobKind } from './job-kind'

/** Some megabytes at most: every job in flight holds what it compresses into. */
const MOST_MS = 200

/** As zlib's zconf.h says of its usual window and level, and Node's piece of output. */
const DEFLATE_BYTES = (256 + 16) * 2 ** 10

const schema = z.strictObject({
  kind: z.literal('zlib'),
  cpuMs: z.number().min(0).max(MOST_MS),
  spread,
})

/** Jobs that compress text by gzip. */
export const zlib: JobKind<typeof schema> = {
  schema,
  amounts: (workload) => ({ waitMs: 0, cpuMsBefore: 0, cpuMsAfter: 0, hiddenMs: workload.cpuMs }),
  arePlanned: true,
  caption: (workload, ms) => [`compressing text by gzip for ${ms(workload.cpuMs)}`],
  controls: [
    { ...cpuControl, meaning: 'how long a job compresses on this machine, on average' },
    spreadControl,
  ],
  needs: 'nothing',
  canWait: true,
  hasTimers: false,
  areStepsNoted: true,
  hidden: 'work',
  jobBytes: DEFLATE_BYTES,
  withAmounts: null,
}
