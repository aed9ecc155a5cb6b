import { runtimeOf } from '../contender'
import { kindOf } from '../workload/kinds'
import type { ContenderName, Spec } from './spec'

/** Two contenders in the order in which they are compared. */
export type Pair = readonly [ContenderName, ContenderName]

/** What the lab is about, and what is compared where a spec does not say. */
export const usualPair: Pair = ['event-loop', 'thread-pool']

/** What a run says of itself that decides it. */
type Compared = Pick<Spec, 'compare' | 'contenders'> & {
  readonly workload: Pick<Spec['workload'], 'kind'>
}

/**
 * The two contenders that a run's verdict is about: those that the spec names, else the event loop
 * and the thread pool, else the only two that there are. Of contenders of Python alone they are its
 * loop and its threads, or what the GIL is about where jobs only compute.
 */
export function mainPairOf({ compare, contenders, workload }: Compared): Pair {
  const takesPart = (pair: Pair): boolean => pair.every((name) => contenders.includes(name))
  const isOfPython = contenders.every((name) => runtimeOf(name) === 'python')
  const usual = isOfPython ? pythonPair(workload) : usualPair
  const [first, second] = compare ?? contenders
  if (first === undefined || second === undefined) return usual
  if (compare !== null) return [first, second]
  if (takesPart(usual)) return usual
  return contenders.length === 2 || isOfPython ? [first, second] : usual
}

function pythonPair(workload: Compared['workload']): Pair {
  return kindOf(workload).canWait
    ? ['python-asyncio', 'python-threads']
    : ['python-processes', 'python-threads']
}
