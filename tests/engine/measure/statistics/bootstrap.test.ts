import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import {
  bootstrap,
  bootstrapTwo,
  drawnSum,
} from '../../../../src/engine/measure/statistics/bootstrap'

const meanOf = (values: readonly number[], seed: number) =>
  bootstrap(values.length, seed, (draw) => drawnSum(values, draw) / values.length)

type Random = ReturnType<typeof xoroshiro128plus>
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - uniformFloat64(random))) *
  Math.cos(2 * Math.PI * uniformFloat64(random))

/** Distributions of what a block may give, each with its true mean. */
const distributions: Record<string, { draw: (random: Random) => number; mean: number }> = {
  normal: { draw: (random) => 100 + 10 * normal(random), mean: 100 },
  uniform: { draw: (random) => 50 + 100 * uniformFloat64(random), mean: 100 },
  'log-normal with a long tail': {
    draw: (random) => Math.exp(0.3 * normal(random)),
    mean: Math.exp(0.3 ** 2 / 2),
  },
  'two humps': {
    draw: (random) => (uniformFloat64(random) < 0.5 ? 90 : 110) + normal(random),
    mean: 100,
  },
}

describe('the bootstrap', () => {
  test('gives the mean and an interval around it', () => {
    const interval = meanOf([9, 10, 11, 10, 9, 11, 10, 10], 1)
    expect(interval?.estimate).toBe(10)
    expect(interval?.low).toBeGreaterThan(9)
    expect(interval?.low).toBeLessThan(10)
    expect(interval?.high).toBeGreaterThan(10)
    expect(interval?.high).toBeLessThan(11)
  })

  test('the bootstrap has no interval where a draw of blocks gives no number', () => {
    const [done, seconds] = [
      [0, 0, 0, 3],
      [0, 0, 0, 1],
    ]
    const rate = bootstrap(4, 1, (draw) => drawnSum(done, draw) / drawnSum(seconds, draw))
    expect(rate).toBeNull()
  })

  test('gives the same interval for the same seed', () => {
    const values = [5, 7, 6, 9, 4, 6, 7, 5]
    expect(meanOf(values, 3)).toEqual(meanOf(values, 3))
    expect(meanOf(values, 3)).not.toEqual(meanOf(values, 4))
  })

  test('says nothing of a single block, nor of what is not finite', () => {
    expect(meanOf([10], 1)).toBeNull()
    expect(bootstrap(8, 1, () => Number.NaN)).toBeNull()
  })

  test.for(Object.entries(distributions))(
    'covers the true mean of 8 blocks in 93 to 97 % of samples: %s',
    { timeout: 120_000 },
    ([, { draw, mean }]) => {
      const random = xoroshiro128plus(20)
      const samples = 2_000
      let covered = 0
      for (let sample = 0; sample < samples; sample++) {
        const values = Array.from({ length: 8 }, () => draw(random))
        const interval = bootstrap(8, sample, (drawn) => drawnSum(values, drawn) / 8, 1_000)
        if (interval !== null && interval.low <= mean && mean <= interval.high) covered += 1
      }
      expect(covered / samples).toBeGreaterThanOrEqual(0.93)
      expect(covered / samples).toBeLessThanOrEqual(0.97)
    },
  )

  test('covers the true ratio of two contenders that drift together', () => {
    const random = xoroshiro128plus(7)
    const samples = 1_000
    let covered = 0
    for (let sample = 0; sample < samples; sample++) {
      const drift = Array.from({ length: 8 }, (_, block) => 1 + block * 0.05)
      const first = drift.map((factor) => 200 * factor * (1 + 0.05 * normal(random)))
      const second = drift.map((factor) => 100 * factor * (1 + 0.05 * normal(random)))
      const ratio = (drawn: Uint8Array) => drawnSum(first, drawn) / drawnSum(second, drawn)
      const interval = bootstrap(8, sample, ratio, 1_000)
      if (interval !== null && interval.low <= 2 && 2 <= interval.high) covered += 1
    }
    expect(covered / samples).toBeGreaterThanOrEqual(0.93)
    expect(covered / samples).toBeLessThanOrEqual(0.97)
  })
})

describe('the bootstrap of two sets of blocks', () => {
  const sumRatio =
    (first: readonly number[], second: readonly number[]) =>
    (firstDrawn: Uint8Array, secondDrawn: Uint8Array): number =>
      drawnSum(first, firstDrawn) / drawnSum(second, secondDrawn)

  test('draws from each by itself: what they share is not taken for a pair', () => {
    const values = [8, 12, 9, 11, 7, 13, 10, 10]
    const paired = bootstrap(8, 1, (draw) => sumRatio(values, values)(draw, draw))
    expect(paired).toEqual({ estimate: 1, low: 1, high: 1 })
    const interval = bootstrapTwo([8, 8], 1, sumRatio(values, values))
    expect(interval?.estimate).toBe(1)
    expect(interval?.low).toBeLessThan(0.9)
    expect(interval?.high).toBeGreaterThan(1.1)
  })

  test('says nothing where one of them is a single block', () => {
    expect(bootstrapTwo([8, 1], 1, sumRatio([1, 2, 3, 4, 5, 6, 7, 8], [1]))).toBeNull()
  })

  test.each([
    [8, 8],
    [8, 16],
  ])(
    'covers the true ratio of %i blocks to %i in 93 to 98 of 100 samples',
    { timeout: 120_000 },
    (firstCount, secondCount) => {
      const random = xoroshiro128plus(11)
      const blocks = (count: number, mean: number) =>
        Array.from({ length: count }, () => mean * (1 + 0.05 * normal(random)))
      const samples = 1_000
      let covered = 0
      for (let sample = 0; sample < samples; sample++) {
        const first = blocks(firstCount, 2)
        const second = blocks(secondCount, 1)
        // Each block counts once in a mean, whatever the number of them.
        const ratio = (firstDrawn: Uint8Array, secondDrawn: Uint8Array): number =>
          (sumRatio(first, second)(firstDrawn, secondDrawn) * secondCount) / firstCount
        const interval = bootstrapTwo([firstCount, secondCount], sample, ratio, 1_000)
        if (interval !== null && interval.low <= 2 && 2 <= interval.high) covered += 1
      }
      expect(covered / samples).toBeGreaterThanOrEqual(0.93)
      expect(covered / samples).toBeLessThanOrEqual(0.98)
    },
  )
})
