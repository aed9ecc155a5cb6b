import type { Sweep } from '../../engine/result/sweep'
import { placeOf, sweepTitle } from '../sweep/sweep-caption'
import { sweepPercentile } from '../sweep/sweep-percentile'
import { sweepVerdict } from '../sweep/sweep-verdict'
import { uncapital } from '../verdict/verdict'
import { runFinding, withoutStop, type Topic } from './run-title'

/**
 * The title of a picture of a sweep: what its verdict claims, where the picture shows what that is
 * about. Any other says what came of it at the most that was swept, as far as that run alone claims
 * it, and names what is drawn where that claims nothing.
 *
 * @param seen what is drawn, before "by …"
 * @param topic what of a run the picture shows; null where that is what the verdict is about
 */
export function sweepPictureTitle(sweep: Sweep, seen: string, topic: Topic | null): string {
  const { kind, headline } = sweepVerdict(sweep)
  const [drawn = seen] = sweepTitle(sweep, seen).split(', ')
  if (kind === 'not-trusted')
    return `${drawn}, not to be trusted: ${uncapital(withoutStop(headline))}`
  if (topic === null) return withoutStop(headline)
  const most = [...sweep.points].sort((a, b) => b.value - a.value)[0]
  // What a job costs a contender alone is of no use beside those that were run at other values.
  const isTold = topic === 'throughput' || most === undefined || most.result.contenders.length > 1
  const finding = most === undefined || !isTold ? null : runFinding(most.result, topic)
  if (most === undefined || finding === null) return drawn
  // A run may be compared at another percentile than the picture shows.
  const isShown = topic !== 'latency' || finding.includes(`p${sweepPercentile(sweep)}`)
  if (!isShown) return drawn
  return `At ${placeOf(sweep.over, most.value)}: ${uncapital(finding)}`
}
