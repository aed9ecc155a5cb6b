import { z } from 'zod'
import { cpuControl, cpuMs, spread, spreadControl } from './controls'
import type { JobKind } from './job-kind'
import { mixedWith } from './mixed'

const schema = z.strictObject({ kind: z.literal('cpu'), cpuMs, spread })

/** Jobs that only compute. */
export const cpu: JobKind<typeof schema> = {
  schema,
  amounts: (workload) => ({ waitMs: 0, cpuMsBefore: workload.cpuMs, cpuMsAfter: 0 }),
  arePlanned: true,
  caption: (workload, ms) => (workload.cpuMs > 0 ? [`computing ${ms(workload.cpuMs)}`] : []),
  controls: [cpuControl, spreadControl],
  needs: 'nothing',
  canWait: false,
  hasTimers: false,
  areStepsNoted: true,
  hidden: 'nothing',
  withAmounts: mixedWith,
}
