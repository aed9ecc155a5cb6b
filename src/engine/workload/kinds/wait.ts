import { z } from 'zod'
import { spread, spreadControl, waitControl, waitMs } from './controls'
import type { JobKind } from './job-kind'
import { mixedWith } from './mixed'

const schema = z.strictObject({ kind: z.literal('wait'), waitMs, spread })

/** Jobs that only wait. */
export const wait: JobKind<typeof schema> = {
  schema,
  amounts: (workload) => ({ waitMs: workload.waitMs, cpuMsBefore: 0, cpuMsAfter: 0 }),
  arePlanned: true,
  caption: (workload, ms) => (workload.waitMs > 0 ? [`waiting ${ms(workload.waitMs)}`] : []),
  controls: [waitControl, spreadControl],
  needs: 'nothing',
  canWait: true,
  hasTimers: true,
  areStepsNoted: false,
  hidden: 'nothing',
  withAmounts: mixedWith,
}
