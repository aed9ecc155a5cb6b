import type { ContenderName } from '../../engine/contender'
import type { Result } from '../../engine/result/result'
import type { Sweep } from '../../engine/result/sweep'
import { placeOf, sweepTitle } from '../sweep/sweep-caption'
import { sweepPercentile } from '../sweep/sweep-percentile'
import { contendersOf } from '../sweep/sweep-status'
import { sweepVerdict } from '../sweep/sweep-verdict'
import { sweptPair } from '../sweep/swept-pair'
import { uncapital } from '../verdict/verdict'
import { latencySeen, latencyUncompared, runFinding, withoutStop, type Topic } from './run-title'

/**
 * The title of a picture of a sweep: what its verdict claims, where the picture shows what that is
 * about. Any other says what came of it at the most that was swept and compared, as far as that run
 * alone claims it and with whether it is the only one that does, and names what is drawn where none
 * claims anything.
 *
 * @param seen what is drawn, before "by …"
 * @param topic what of a run the picture shows; null where that is what the verdict is about
 * @param isShown whether it shows a contender: without the two that were compared nothing is said
 */
export function sweepPictureTitle(
  sweep: Sweep,
  seen: string,
  topic: Topic | null,
  isShown: (name: ContenderName) => boolean = () => true,
): string {
  const { kind, headline } = sweepVerdict(sweep)
  const [drawn = seen] = sweepTitle(sweep, seen).split(', ')
  if (!sweptPair(sweep, contendersOf(sweep)).every(isShown)) return drawn
  if (kind === 'not-trusted')
    return `${drawn}, not to be trusted: ${uncapital(withoutStop(headline))}`
  if (topic === null) return withoutStop(headline)
  const percentile = sweepPercentile(sweep)
  const fromTheMost = [...sweep.points].sort((one, other) => other.value - one.value)
  const firstOf = (findingIn: (result: Result) => string | null, only: string): string | null => {
    // At its most a sweep may have no rate, or too few jobs for the percentile that is drawn.
    const [first, ...others] = fromTheMost.flatMap(({ value, result }) => {
      const finding = findingIn(result)
      return finding === null ? [] : [{ place: placeOf(sweep.over, value), finding }]
    })
    if (first === undefined) return null
    const isOnly = others.length === 0 && fromTheMost.length > 1
    return `At ${first.place}${isOnly ? only : ''}: ${uncapital(first.finding)}`
  }
  return (
    firstOf((result) => findingOf(result, topic, percentile), ', the only value compared') ??
    (topic === 'latency' ? firstOf((result) => latencyUncompared(result, percentile), '') : null) ??
    drawn
  )
}

/** What a picture says of one point; of latency only at the percentile that is drawn. */
function findingOf(result: Result, topic: Topic, percentile: number): string | null {
  // What a job costs a contender alone is of no use beside those that were run at other values.
  if (topic !== 'throughput' && result.contenders.length === 1) return null
  const finding = runFinding(result, topic)
  if (topic !== 'latency' || finding === null) return finding
  return finding.split(' ').includes(`p${percentile}`) ? finding : latencySeen(result, percentile)
}
