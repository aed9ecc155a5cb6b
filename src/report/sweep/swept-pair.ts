import type { ContenderName } from '../../engine/contender'
import { mainPairOf, usualPair, type Pair } from '../../engine/spec/main-pair'
import type { Sweep } from '../../engine/result/sweep'

/**
 * The two contenders that a sweep or a search is about. A search for the highest rate runs each by
 * itself, so its specs alone do not tell.
 *
 * @param contenders those of the whole sweep
 */
export function sweptPair({ points }: Sweep, contenders: readonly ContenderName[]): Pair {
  const spec = points[0]?.result.spec
  return spec === undefined ? usualPair : mainPairOf({ ...spec, contenders: [...contenders] })
}
