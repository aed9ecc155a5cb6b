import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { Slot } from '../result/result'
import type { ContenderName, Spec } from '../spec/spec'

/** The contender that is held against itself: the event loop where it takes part. */
export function selfCheckedOf({ contenders }: Pick<Spec, 'contenders'>): ContenderName {
  const [first] = contenders
  if (first === undefined) throw new RangeError('Expected contenders, got none')
  return contenders.includes('event-loop') ? 'event-loop' : first
}

/**
 * The order of slots: one round per block, in each of which every contender has one slot, and so
 * has the second set of the one that is held against itself, in an order drawn from the seed
 * (Fisher–Yates). What drifts during a run so meets all alike. A run of a single block, from
 * which nothing follows, has no such second set and keeps the order of the spec.
 */
export function slotsOf({
  contenders,
  blocks,
  seed,
}: Pick<Spec, 'contenders' | 'blocks' | 'seed'>): Slot[][] {
  if (blocks === 1) return [[...contenders]]
  const random = xoroshiro128plus(seed)
  return Array.from({ length: blocks }, () => {
    const slots: Slot[] = [...contenders, 'self-check']
    for (let left = slots.length - 1; left > 0; left--) {
      const drawn = uniformInt(random, 0, left)
      const [a, b] = [slots[left], slots[drawn]]
      if (a !== undefined && b !== undefined) [slots[left], slots[drawn]] = [b, a]
    }
    return slots
  })
}

/**
 * Threads with more jobs in flight, all contenders' together, are not kept: each contender's need
 * the memory for themselves.
 */
const MOST_KEPT_JOBS = 50_000

type Kept = Pick<Spec, 'blocks' | 'generations' | 'concurrency' | 'contenders'>

/** Whether threads are kept from block to block; else each block has fresh ones. */
export function keepsThreads({ concurrency, contenders }: Kept): boolean {
  return concurrency * (contenders.length + 1) <= MOST_KEPT_JOBS
}

/** How many generations of threads a run has. */
export function generationsOf(spec: Kept): number {
  return keepsThreads(spec) ? Math.min(spec.blocks, spec.generations) : spec.blocks
}

/** In which of them a round is, from 0: they have as many rounds each, or one more. */
export function generationOf(round: number, spec: Kept): number {
  return Math.floor((round * generationsOf(spec)) / spec.blocks)
}

/** Whether the threads of a round are fresh. */
export function beginsGeneration(round: number, spec: Kept): boolean {
  return round === 0 || generationOf(round, spec) !== generationOf(round - 1, spec)
}
