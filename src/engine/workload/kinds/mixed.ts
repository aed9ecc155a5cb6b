import { z } from 'zod'
import { cpuControl, cpuMs, spread, spreadControl, waitControl, waitMs } from './controls'
import type { JobKind } from './job-kind'

const schema = z.strictObject({ kind: z.literal('mixed'), waitMs, cpuMs, spread })

/** Work whose total is shared out anew both waits and computes. */
export function mixedWith(
  workload: Pick<z.infer<typeof schema>, 'spread'>,
  amounts: { readonly waitMs: number; readonly cpuMs: number },
): z.infer<typeof schema> {
  return { kind: 'mixed', ...amounts, spread: workload.spread }
}

/** Jobs that compute, wait and compute again. */
export const mixed: JobKind<typeof schema> = {
  schema,
  amounts: (workload) => ({
    waitMs: workload.waitMs,
    cpuMsBefore: workload.cpuMs / 2,
    cpuMsAfter: workload.cpuMs / 2,
  }),
  arePlanned: true,
  caption: (workload, ms) => [
    ...(workload.waitMs > 0 ? [`waiting ${ms(workload.waitMs)}`] : []),
    ...(workload.cpuMs > 0 ? [`computing ${ms(workload.cpuMs)}`] : []),
  ],
  controls: [waitControl, cpuControl, spreadControl],
  needs: 'nothing',
  canWait: true,
  hasTimers: true,
  areStepsNoted: true,
  hidden: 'nothing',
  withAmounts: mixedWith,
}
