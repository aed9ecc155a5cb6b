import { z } from 'zod'
import { cpuControl, cpuMs, spread, spreadControl, waitControl, waitMs } from './controls'
import type { JobKind } from './job-kind'

const schema = z.strictObject({
  kind: z.literal('http'),
  /** How long the loopback service takes to answer. */
  waitMs,
  /** CPU work on the answer. */
  cpuMs: cpuMs.default(0),
  responseBytes: z.number().int().min(0).max(16_777_216).default(1024),
  spread,
})

/** Jobs that fetch an answer from a service of the lab's own on this machine. */
export const http: JobKind<typeof schema> = {
  schema,
  amounts: (workload) => ({
    waitMs: workload.waitMs,
    cpuMsBefore: 0,
    cpuMsAfter: workload.cpuMs,
  }),
  arePlanned: true,
  caption: (workload, ms) => [
    `waiting ${ms(workload.waitMs)} for an HTTP answer`,
    ...(workload.cpuMs > 0 ? [`computing ${ms(workload.cpuMs)}`] : []),
  ],
  controls: [
    { ...waitControl, meaning: 'how long the loopback service takes to answer, on average' },
    { ...cpuControl, meaning: 'how long a job computes on its answer, on average' },
    {
      control: 'number',
      key: 'responseBytes',
      label: 'Answer',
      unit: 'bytes',
      meaning: 'size of an HTTP answer',
      flag: 'response-bytes',
      placeholder: 'n',
    },
    spreadControl,
  ],
  needs: 'loopback-service',
  canWait: true,
  hasTimers: false,
  areStepsNoted: true,
  hidden: 'nothing',
  withAmounts: (workload, amounts) => ({ ...workload, ...amounts }),
}
