import { describe, expect, test } from 'vitest'
import { selfCheckedOf, turnsOf } from '../../../src/engine/run/turns'

const spec = {
  contenders: ['sequential', 'event-loop', 'thread-pool'] as const,
  blocks: 8,
  seed: 1,
}
const turns = (changes: Partial<{ blocks: number; seed: number }> = {}) =>
  turnsOf({ ...spec, contenders: [...spec.contenders], ...changes })

describe('turns', () => {
  test('everyone has one a round, and so has the one that is held against itself', () => {
    expect(turns()).toHaveLength(8)
    for (const round of turns()) {
      expect([...round].sort()).toEqual(['event-loop', 'self-check', 'sequential', 'thread-pool'])
    }
  })

  test('come in an order that is the same for the same seed only', () => {
    expect(turns()).toEqual(turns())
    expect(turns()).not.toEqual(turns({ seed: 2 }))
    expect(new Set(turns().map((round) => round.join())).size).toBeGreaterThan(3)
  })

  test('put everyone in every place about as often', () => {
    const firsts = turns({ blocks: 4_000 }).map(([first]) => first)
    for (const turn of ['sequential', 'event-loop', 'thread-pool', 'self-check']) {
      const share = firsts.filter((first) => first === turn).length / firsts.length
      expect(share).toBeGreaterThan(0.22)
      expect(share).toBeLessThan(0.28)
    }
  })

  test('turns of a single block are those of the spec, without a check that could show nothing', () => {
    expect(turns({ blocks: 1 })).toEqual([['sequential', 'event-loop', 'thread-pool']])
  })

  test('hold the event loop against itself, or the first where it takes no part', () => {
    expect(selfCheckedOf({ contenders: ['thread-pool', 'event-loop'] })).toBe('event-loop')
    expect(selfCheckedOf({ contenders: ['thread-pool', 'sequential'] })).toBe('thread-pool')
  })
})
