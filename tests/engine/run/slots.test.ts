import { describe, expect, test } from 'vitest'
import {
  beginsGeneration,
  generationOf,
  selfCheckedOf,
  slotsOf,
} from '../../../src/engine/run/slots'

const spec = {
  contenders: ['sequential', 'event-loop', 'thread-pool'] as const,
  blocks: 8,
  seed: 1,
}
const slots = (changes: Partial<{ blocks: number; seed: number }> = {}) =>
  slotsOf({ ...spec, contenders: [...spec.contenders], ...changes })

describe('slots', () => {
  test('everyone has one a round, and so has the one that is held against itself', () => {
    expect(slots()).toHaveLength(8)
    for (const round of slots()) {
      expect([...round].sort()).toEqual(['event-loop', 'self-check', 'sequential', 'thread-pool'])
    }
  })

  test('come in an order that is the same for the same seed only', () => {
    expect(slots()).toEqual(slots())
    expect(slots()).not.toEqual(slots({ seed: 2 }))
    expect(new Set(slots().map((round) => round.join())).size).toBeGreaterThan(3)
  })

  test('put everyone in every place about as often', () => {
    const firsts = slots({ blocks: 4_000 }).map(([first]) => first)
    for (const slot of ['sequential', 'event-loop', 'thread-pool', 'self-check']) {
      const share = firsts.filter((first) => first === slot).length / firsts.length
      expect(share).toBeGreaterThan(0.22)
      expect(share).toBeLessThan(0.28)
    }
  })

  test('slots of a single block are those of the spec, without a check that could show nothing', () => {
    expect(slots({ blocks: 1 })).toEqual([['sequential', 'event-loop', 'thread-pool']])
  })

  test('hold the event loop against itself, or the first where it takes no part', () => {
    expect(selfCheckedOf({ contenders: ['thread-pool', 'event-loop'] })).toBe('event-loop')
    expect(selfCheckedOf({ contenders: ['thread-pool', 'sequential'] })).toBe('thread-pool')
  })
})

describe('generations', () => {
  const kept = { ...spec, contenders: [...spec.contenders], generations: 4, concurrency: 400 }
  const generations = (changes: Partial<typeof kept>) =>
    Array.from({ length: changes.blocks ?? 8 }, (_, round) =>
      generationOf(round, { ...kept, ...changes }),
    )

  test('generations have as many rounds each', () => {
    expect(generations({})).toEqual([0, 0, 1, 1, 2, 2, 3, 3])
    expect(generations({ generations: 3 })).toEqual([0, 0, 0, 1, 1, 1, 2, 2])
  })

  test('generations are no more than there are blocks', () => {
    expect(generations({ blocks: 2 })).toEqual([0, 1])
  })

  test('generations are of a single block where all jobs in flight would need much memory', () => {
    expect(generations({ concurrency: 100_000 })).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('generations begin with the first of their rounds', () => {
    const begins = [0, 1, 2, 3].map((round) => beginsGeneration(round, kept))
    expect(begins).toEqual([true, false, true, false])
  })
})
