import { z } from 'zod'
import { spread, spreadControl, waitControl, waitMs } from './controls'
import { meanOfLongest, type JobKind } from './job-kind'

const schema = z.strictObject({
  kind: z.literal('fan-out'),
  /** How many others a job asks at once; it is done when the last has answered. */
  parts: z.number().int().min(1).max(1_000),
  /** How long one part takes in the mean. */
  waitMs,
  /** How parts vary among themselves. */
  spread,
})

/** Jobs that ask several others at once and wait for them all. */
export const fanOut: JobKind<typeof schema> = {
  schema,
  amounts: ({ parts, waitMs: partMs, spread: varies }) => ({
    waitMs: partMs * meanOfLongest(varies, parts),
    cpuMsBefore: 0,
    cpuMsAfter: 0,
  }),
  drawn: ({ waitMs: partMs }) => ({ waitMs: partMs, cpuMsBefore: 0, cpuMsAfter: 0 }),
  arePlanned: true,
  caption: ({ parts, waitMs: partMs }, ms) => [
    parts === 1
      ? `waiting ${ms(partMs)}`
      : `waiting for all of ${parts.toLocaleString('en')} parts of ${ms(partMs)}`,
  ],
  controls: [
    {
      control: 'number',
      key: 'parts',
      label: 'Parts',
      unit: 'waits',
      meaning: 'how many waits a job begins at once; it ends with the longest',
      flag: 'parts',
      placeholder: 'n',
    },
    waitControl,
    spreadControl,
  ],
  needs: 'nothing',
  canWait: true,
  hasTimers: true,
  hidden: 'nothing',
  areStepsNoted: true,
  withAmounts: null,
}
