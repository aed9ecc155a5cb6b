import { duration } from '../../report/format'
import { placeOf, valueText } from '../../report/sweep/sweep-caption'
import type { Result, RunOrSweep, HighestRate, MeasuredPoint, Sweep } from '../../contract/library'

/** A result whose figures stand on the stage, and at which value of a sweep it was measured. */
export interface ShownResult {
  readonly result: Result
  /**
   * "at 15,400 arrivals/s" where each contender has a value of its own; empty where all have the
   * same.
   */
  readonly at: string
}

/** What of a result stands on the stage. */
export interface Shown {
  readonly results: readonly ShownResult[]
  /** Which value of a sweep all of them are of; empty for a run of its own. */
  readonly at: string
}

/**
 * The runs whose figures are shown: the run itself; of a sweep its last point, where
 * what was swept is at its most; of a search what it found.
 */
export function shownOf(result: RunOrSweep): Shown {
  if (result.kind === 'corewise-result') return { results: [{ result, at: '' }], at: '' }
  const { finding } = result
  if (finding?.kind === 'highest-rate') return atHighestRates(result, finding)
  const found =
    finding?.kind === 'crossover' ? (finding.estimate ?? finding.low ?? finding.high) : null
  const point = found === null ? result.points.at(-1) : nearest(result, found)
  if (point === undefined) return { results: [], at: '' }
  const at = `At ${placeOf(result.over, point.value)}`
  return { results: [{ result: point.result, at: '' }], at }
}

/**
 * Of each contender its run at the highest rate that kept the limit, else at the lowest that did
 * not.
 */
function atHighestRates({ points }: Sweep, { limitMs, contenders }: HighestRate): Shown {
  const results = contenders.flatMap(({ name, within, beyond }) => {
    const point = points.find(
      ({ value, result }) =>
        value === (within ?? beyond) && result.contenders.some((one) => one.name === name),
    )
    if (point === undefined) return []
    const rate = `${valueText('arrival-rate', point.value)} arrivals/s`
    return [{ result: point.result, at: within === null ? `not even at ${rate}` : `at ${rate}` }]
  })
  return { results, at: `At the highest rate with p99 within ${duration(limitMs)}` }
}

function nearest({ points }: Sweep, wanted: number): MeasuredPoint | undefined {
  return [...points].sort((a, b) => Math.abs(a.value - wanted) - Math.abs(b.value - wanted))[0]
}
