import { arrivals, backgrounds, failedJobs, hiddenThreads, memoryPerJob } from './counts'
import type { Figure, Place } from './figure'
import { latencies, queueing, service, uncorrected } from './latencies'
import { coresUsed, cpuPer1000Jobs, jobsPerCoreSecond, jobsPerSecond } from './rates'

export { intervalOf, missingOf, plainValueOf, rowOf, textOf } from './figure'
export type { Figure, Place, Row } from './figure'
export { coresUsed, cpuPer1000Jobs, jobsPerCoreSecond, jobsPerSecond } from './rates'

/** Every figure of a contender, in the order in which tables show them. */
const figures: readonly Figure[] = [
  jobsPerSecond,
  cpuPer1000Jobs,
  jobsPerCoreSecond,
  coresUsed,
  ...arrivals,
  ...latencies,
  ...queueing,
  ...service,
  ...uncorrected,
  ...hiddenThreads,
  memoryPerJob,
  failedJobs,
  ...backgrounds,
]

/** The figures that stand in a place, in their order. */
export function figuresAt(place: Place): readonly Figure[] {
  return figures.filter(({ places }) => places.includes(place))
}

/**
 * A figure by its name.
 *
 * @throws RangeError for a name that no figure has
 */
export function figureNamed(name: string): Figure {
  const found = figures.find((figure) => figure.name === name)
  if (found === undefined) throw new RangeError(`No figure is named "${name}"`)
  return found
}
