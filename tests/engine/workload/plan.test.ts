import fc from 'fast-check'
import { meanAmounts } from '../../../src/engine/spec/mean-amounts'
import { describe, expect, test } from 'vitest'
import { specSchema, type Load, type Workload } from '../../../src/engine/spec/spec'
import { makePlan } from '../../../src/engine/workload/make-plan'
import type { Spread } from '../../../src/engine/workload/kinds'
import { variationOfSpread } from '../../../src/engine/workload/kinds'
import { Plan, PLAN_LENGTH } from '../../../src/engine/workload/plan'

const specOf = (workload: Workload, seed = 1, load: Load = { kind: 'closed' }) => ({
  workload,
  load,
  seed,
  faults: specSchema.shape.faults.parse({}),
})
const roundsPerMs = 1000
const planOf = (workload: Workload, seed = 1) => makePlan(specOf(workload, seed), { roundsPerMs })
const mixed = (spread: Spread): Workload => ({
  kind: 'mixed',
  waitMs: 18,
  cpuMs: 2,
  spread,
})

const jobs = Array.from({ length: PLAN_LENGTH }, (_, index) => index)
const mean = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length
const deviation = (values: readonly number[]) => {
  const centre = mean(values)
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)))
}

describe('the seed', () => {
  test('gives the same plan again', () => {
    fc.assert(
      fc.property(fc.nat(4_294_967_295), (seed) => {
        const plan = planOf(mixed('exponential'), seed)
        const again = planOf(mixed('exponential'), seed)
        expect(again.sha256).toBe(plan.sha256)
        expect(again.transfer.amounts).toEqual(plan.transfer.amounts)
      }),
      { numRuns: 5 },
    )
  })

  test('gives another plan than another seed', () => {
    expect(planOf(mixed('uniform'), 1).sha256).not.toBe(planOf(mixed('uniform'), 2).sha256)
  })

  test('gives plans of one digest on machines of different speed', () => {
    const slow = makePlan(specOf(mixed('uniform')), { roundsPerMs: 100 })
    const fast = makePlan(specOf(mixed('uniform')), { roundsPerMs: 1000 })
    expect(slow.sha256).toBe(fast.sha256)
    expect(fast.roundsBefore(3) / slow.roundsBefore(3)).toBeCloseTo(10, 0)
  })
})

describe('a spread', () => {
  test('fixed gives every job the mean', () => {
    const plan = planOf(mixed('fixed'))
    expect(new Set(jobs.map((job) => plan.waitMs(job)))).toEqual(new Set([18]))
    expect(new Set(jobs.map((job) => plan.roundsBefore(job)))).toEqual(new Set([1000]))
  })

  // The standard error of the mean is 0.8 % of it at most: five of them.
  test.each([
    ['uniform', 1 / Math.sqrt(3)],
    ['exponential', 1],
  ] as const)('%s keeps the mean and has its own deviation', (spread, expected) => {
    for (const seed of [1, 2, 3]) {
      const plan = planOf(mixed(spread), seed)
      const waits = jobs.map((job) => plan.waitMs(job))
      const rounds = jobs.map((job) => plan.roundsBefore(job) + plan.roundsAfter(job))
      for (const [values, asked] of [
        [waits, 18],
        [rounds, 2 * roundsPerMs],
      ] as const) {
        expect(Math.abs(mean(values) / asked - 1)).toBeLessThan(0.04)
        expect(Math.abs(deviation(values) / asked / expected - 1)).toBeLessThan(0.06)
        expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
      }
    }
  })

  test('exponential-service leaves waits as they are and has computing vary', () => {
    const plan = planOf(mixed('exponential-service'))
    expect(new Set(jobs.map((job) => plan.waitMs(job)))).toEqual(new Set([18]))
    const rounds = jobs.map((job) => plan.roundsBefore(job))
    expect(Math.abs(deviation(rounds) / mean(rounds) - 1)).toBeLessThan(0.06)
  })

  test('rare-long has one job in a hundred 50 times as long as the others, and keeps the mean', () => {
    const plan = planOf({ kind: 'cpu', cpuMs: 2, spread: 'rare-long' })
    const rounds = jobs.map((job) => plan.roundsBefore(job))
    const [short = 0, long = 0] = [...new Set(rounds)].sort((a, b) => a - b)
    expect(new Set(rounds).size).toBe(2)
    expect(long / short).toBeCloseTo(50, 0)
    const share = rounds.filter((each) => each === long).length / jobs.length
    expect(Math.abs(share - 0.01)).toBeLessThan(0.004)
    expect(Math.abs(mean(rounds) / (2 * roundsPerMs) - 1)).toBeLessThan(0.13)
    expect(variationOfSpread['rare-long']).toBeCloseTo(3.27, 2)
  })
})

describe('a workload', () => {
  test.each(['fixed', 'uniform', 'exponential', 'rare-long'] as const)(
    'fan-out ends with the longest of its parts, whose mean is known (%s)',
    (spread) => {
      const workload = { kind: 'fan-out', parts: 30, waitMs: 10, spread } as const
      const plan = planOf(workload, 20)
      const longest = jobs.map((job) => Math.max(...plan.partsMs(job)))
      const expected = meanAmounts(workload).waitMs
      expect(Math.abs(mean(longest) / expected - 1)).toBeLessThan(0.06)
      expect(plan.partsMs(0)[0]).toBe(plan.waitMs(0))
    },
  )

  test.each([10, 30, 100])(
    'the parts of fan-outs of %d, over rounds as short as jobs allow, take every place of the plan about as often',
    (parts) => {
      const plan = planOf({ kind: 'fan-out', parts, waitMs: 10, spread: 'fixed' })
      const [rounds, perRound] = [8, Math.round(8_000 / parts)]
      const taken = new Float64Array(PLAN_LENGTH)
      for (let round = 0; round < rounds; round += 1) {
        plan.beginAt(round, rounds)
        for (let job = 0; job < perRound; job += 1) {
          for (let part = 0; part < parts; part += 1) {
            const place = plan.placeOf(job + part * plan.partStride)
            taken[place] = (taken[place] ?? 0) + 1
          }
        }
      }
      const often = (rounds * perRound * parts) / PLAN_LENGTH
      const unevenness = deviation(Array.from(taken, (times) => times / often))
      expect(unevenness).toBeLessThan(0.2)
    },
  )

  test('mixed does half its work before the wait and half after it', () => {
    const plan = planOf(mixed('exponential'))
    expect(plan.roundsAfter(5)).toBe(plan.roundsBefore(5))
    expect(plan.roundsBefore(5)).toBeGreaterThan(0)
  })

  test('wait has no work, cpu has no wait, http works on the answer', () => {
    const wait = planOf({ kind: 'wait', waitMs: 20, spread: 'fixed' })
    expect([wait.roundsBefore(0), wait.waitMs(0), wait.roundsAfter(0)]).toEqual([0, 20, 0])
    const cpu = planOf({ kind: 'cpu', cpuMs: 2, spread: 'fixed' })
    expect([cpu.roundsBefore(0), cpu.waitMs(0), cpu.roundsAfter(0)]).toEqual([2000, 0, 0])
    const http = planOf({
      kind: 'http',
      waitMs: 20,
      cpuMs: 1,
      responseBytes: 512,
      spread: 'fixed',
    })
    expect([http.roundsBefore(0), http.waitMs(0), http.roundsAfter(0)]).toEqual([0, 20, 1000])
    expect(http.responseBytes).toBe(512)
  })

  test('files goes through its files again and again, and needs at least one', () => {
    const spec = specOf({ kind: 'files', path: '/somewhere' })
    const plan = makePlan(spec, { roundsPerMs, files: ['a', 'b', 'c'] })
    expect([0, 1, 2, 3].map((job) => plan.file(job))).toEqual(['a', 'b', 'c', 'a'])
    expect(() => makePlan(spec, { roundsPerMs, files: [] })).toThrow(
      new RangeError('workload.path: no readable file in "/somewhere"'),
    )
  })
})

test('another thread attaches to the same plan, which starts again after its last job', () => {
  const plan = planOf(mixed('uniform'))
  const attached = Plan.attach(structuredClone(plan.transfer))
  expect(attached.sha256).toBe(plan.sha256)
  expect(attached.length).toBe(PLAN_LENGTH)
  expect(attached.transfer.amounts.buffer).toBeInstanceOf(SharedArrayBuffer)
  for (const job of [0, 7, PLAN_LENGTH - 1]) {
    expect(attached.waitMs(job)).toBe(plan.waitMs(job))
    expect(attached.waitMs(job + PLAN_LENGTH)).toBe(plan.waitMs(job))
    expect(attached.waitMs(job + 2 ** 32 - PLAN_LENGTH)).toBe(plan.waitMs(job))
  }
})

test('begun at another place it has the same jobs from there on, in every thread', () => {
  const plan = planOf(mixed('uniform'))
  const quarter = PLAN_LENGTH / 4
  const begun = Plan.attach(structuredClone(plan.transfer))
  const fromStart = planOf(mixed('uniform'))
  plan.beginAt(1, 4)
  for (const job of [0, 7, PLAN_LENGTH - 1]) {
    expect(begun.waitMs(job)).toBe(fromStart.waitMs(job + quarter))
    expect(begun.roundsAfter(job)).toBe(fromStart.roundsAfter(job + quarter))
  }
  expect(begun.sha256).toBe(plan.sha256)
  expect(begun.faults).toEqual(plan.faults)
  plan.beginAt(0, 4)
  expect(begun.waitMs(3)).toBe(fromStart.waitMs(3))
})

describe('arrivals', () => {
  const open = (arrivals: 'constant' | 'poisson', seed = 1) =>
    makePlan(specOf(mixed('fixed'), seed, { kind: 'open', arrivalsPerSecond: 100, arrivals }), {
      roundsPerMs,
    })

  test('a closed load has no arrivals', () => {
    expect(planOf(mixed('fixed')).isOpen).toBe(false)
  })

  test('come evenly where they are constant, also when the plan starts again', () => {
    const plan = open('constant')
    expect(
      [0, 1, PLAN_LENGTH - 1, PLAN_LENGTH, PLAN_LENGTH + 1].map((at) => plan.arrivalMs(at)),
    ).toEqual([0, 10, (PLAN_LENGTH - 1) * 10, PLAN_LENGTH * 10, (PLAN_LENGTH + 1) * 10])
  })

  test('arrivals of a Poisson process have gaps whose mean and deviation are those of the rate', () => {
    const plan = open('poisson')
    const gaps = jobs.map((job) => plan.arrivalMs(job + 1) - plan.arrivalMs(job))
    expect(mean(gaps)).toBeGreaterThan(9.5)
    expect(mean(gaps)).toBeLessThan(10.5)
    expect(deviation(gaps) / mean(gaps)).toBeGreaterThan(0.95)
    expect(deviation(gaps) / mean(gaps)).toBeLessThan(1.05)
    expect(Math.min(...gaps)).toBeGreaterThan(0)
  })

  test('count from the beginning where the plan is begun at another place', () => {
    const plan = open('poisson')
    const begun = open('poisson')
    begun.beginAt(3, 4)
    const first = (PLAN_LENGTH / 4) * 3
    expect(begun.arrivalMs(0)).toBe(0)
    for (const job of [1, 7, PLAN_LENGTH]) {
      const expected = plan.arrivalMs(first + job) - plan.arrivalMs(first)
      expect(begun.arrivalMs(job)).toBeCloseTo(expected, 6)
    }
  })

  test('arrivals are the same for the same seed, and change nothing of the jobs', () => {
    expect(open('poisson').sha256).toBe(open('poisson').sha256)
    expect(open('poisson', 2).arrivalMs(5)).not.toBe(open('poisson').arrivalMs(5))
    expect(open('poisson').transfer.amounts).toEqual(planOf(mixed('fixed')).transfer.amounts)
  })
})
