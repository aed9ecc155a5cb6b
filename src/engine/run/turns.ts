import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Turn } from '../result/result'
import type { ContenderName, Spec } from '../spec/spec'

/** The contender that is held against itself: the event loop where it takes part. */
export function selfCheckedOf({ contenders }: Pick<Spec, 'contenders'>): ContenderName {
  const [first] = contenders
  if (first === undefined) throw new RangeError('Expected contenders, got none')
  return contenders.includes('event-loop') ? 'event-loop' : first
}

/**
 * Who has a turn when: one round per block, in each of which every contender has one turn, and so
 * has the second set of the one that is held against itself, in an order drawn from the seed
 * (Fisher–Yates). What drifts during a run so meets everyone alike. A run of a single block, from
 * which nothing follows, has no such second set and keeps the order of the spec.
 */
export function turnsOf({
  contenders,
  blocks,
  seed,
}: Pick<Spec, 'contenders' | 'blocks' | 'seed'>): Turn[][] {
  if (blocks === 1) return [[...contenders]]
  const random = xoroshiro128plus(seed)
  return Array.from({ length: blocks }, () => {
    const turns: Turn[] = [...contenders, 'self-check']
    for (let left = turns.length - 1; left > 0; left--) {
      const drawn = uniformInt(random, 0, left)
      const [a, b] = [turns[left], turns[drawn]]
      if (a !== undefined && b !== undefined) [turns[left], turns[drawn]] = [b, a]
    }
    return turns
  })
}
