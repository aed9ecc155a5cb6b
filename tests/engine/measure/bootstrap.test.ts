import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import { bootstrap, drawnSum } from '../../../src/engine/measure/bootstrap'

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
