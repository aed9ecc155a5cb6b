import { promisify } from 'node:util'
import { gzip, gzipSync } from 'node:zlib'
import type { Body } from '.'
import { fastestRoundsPerMs } from '../cpu'
import type { Plan } from '../plan'
import { seededText } from '../seeded-text'

const gzipAsync = promisify<Uint8Array, Buffer>(gzip)

/** Apart, so that jobs that follow one another compress other text. */
const APART_BYTES = 4_099

/** What a job compresses: as many bytes of the plan's text as it has rounds. */
function textOf(plan: Plan, index: number): Uint8Array {
  const bytes = Math.min(plan.text.length, plan.hiddenRounds(index))
  const begin = (plan.placeOf(index) * APART_BYTES) % (plan.text.length - bytes + 1)
  return plan.text.subarray(begin, begin + bytes)
}

/** Compresses seeded text by gzip, at its usual level. A round is a byte. */
export const zlib: Body = {
  wait: (plan, index, waits) =>
    waits.either({
      alsoComputes: true,
      blocking: () => {
        compute(plan, index)
      },
      async: () => gzipAsync(textOf(plan, index)),
    }),
  compute,
  calibrate: (workload) => {
    const { cpuMs } = workload as Extract<typeof workload, { kind: 'zlib' }>
    const text = seededText(0, MOST_CALIBRATED_BYTES)
    return fastestRoundsPerMs((bytes) => {
      gzipSync(text.subarray(0, bytes))
    }, cpuMs)
  },
}

const MOST_CALIBRATED_BYTES = 8 * 2 ** 20

function compute(plan: Plan, index: number): void {
  gzipSync(textOf(plan, index))
}
