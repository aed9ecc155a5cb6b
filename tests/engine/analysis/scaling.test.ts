import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import { describe, expect, test } from 'vitest'
import {
  amdahlAt,
  fitAmdahl,
  fitUsl,
  parameterMargins,
  uslAt,
  type ScalingPoint,
} from '../../../src/engine/analysis/scaling'

/** What a law gives at these numbers of workers. */
const pointsOf = (numbers: readonly number[], at: (n: number) => number) =>
  numbers.map((n) => ({ n, jobsPerSecond: at(n) }))

const law = { lambda: 100, sigma: 0.05, kappa: 0.002 }

describe('the Universal Scalability Law', () => {
  test('the Universal Scalability Law is found again in points that follow it, with its peak', () => {
    const law = { lambda: 995, sigma: 0.02671, kappa: 0.000769 }
    const fit = fitUsl(pointsOf([1, 2, 4, 8, 16, 32, 64], (n) => uslAt(law, n)))
    expect(fit?.lambda).toBeCloseTo(law.lambda, 0)
    expect(fit?.sigma).toBeCloseTo(law.sigma, 4)
    expect(fit?.kappa).toBeCloseTo(law.kappa, 5)
    expect(fit?.peakN).toBeCloseTo(35.6, 0)
  })

  // The SPEC SDM91 benchmark on a Sun SPARCcenter 2000, scripts per hour by virtual users, as in
  // N. Gunther, "Guerrilla Capacity Planning" (2007), and in the data set "specsdm91" of the R
  // package "usl" (github.com/smoeding/usl), whose README gives 0.0277285 and 0.0001044.
  test('fits the published benchmark SPEC SDM91 as published', () => {
    const loads = [1, 18, 36, 72, 108, 144, 216]
    const throughput = [64.9, 995.9, 1652.4, 1853.2, 1828.9, 1775, 1702.2]
    const fit = fitUsl(loads.map((n, index) => ({ n, jobsPerSecond: throughput[index] ?? 0 })))
    expect(fit?.sigma).toBeCloseTo(0.0277285, 4)
    expect(fit?.kappa).toBeCloseTo(0.0001044, 6)
    expect(fit?.peakN).toBeCloseTo(Math.sqrt((1 - 0.0277285) / 0.0001044), 0)
  })

  // A pool whose threads wait, measured: its least squares lie on both bounds, as a grid shows.
  test('the Universal Scalability Law is the least squares also where these lie on a bound, and not where the search began', () => {
    const rates = [47.13, 91.22, 134.4, 171.2, 220.5, 248.9, 303.6, 381.4]
    const points = rates.map((jobsPerSecond, index) => ({ n: index + 1, jobsPerSecond }))
    const errorOf = (at: (n: number) => number) =>
      points.reduce((sum, { n, jobsPerSecond }) => sum + (jobsPerSecond - at(n)) ** 2, 0)
    const fit = fitUsl(points)
    expect(fit).toMatchObject({ sigma: 0, kappa: 0, peakN: null })
    expect(fit?.lambda).toBeCloseTo(44.55, 1)
    const least = errorOf((n) => uslAt(fit ?? law, n))
    for (const sigma of [0, 0.001, 0.01, 0.05]) {
      for (const kappa of [0, 0.0001, 0.001, 0.01]) {
        for (let lambda = 40; lambda < 55; lambda += 0.25) {
          expect(least).toBeLessThanOrEqual(errorOf((n) => uslAt({ lambda, sigma, kappa }, n)))
        }
      }
    }
  })

  test('the Universal Scalability Law is not fitted to fewer than 6 points', () => {
    expect(fitUsl(pointsOf([1, 2, 4, 8, 16], (n) => 100 * n))).toBeNull()
  })

  test('the Universal Scalability Law has no peak where throughput only rises', () => {
    const fit = fitUsl(pointsOf([1, 2, 4, 8, 16, 32], (n) => 100 * n))
    expect(fit?.sigma).toBeLessThan(1e-3)
    expect(fit?.peakN === null || fit?.peakN === undefined || fit.peakN > 100).toBe(true)
  })
})

describe('Amdahl’s law', () => {
  test('Amdahl’s law is found again in points that follow it', () => {
    const law = { lambda: 50, serialShare: 0.1 }
    const fit = fitAmdahl(pointsOf([1, 2, 4, 8], (n) => amdahlAt(law, n)))
    expect(fit?.lambda).toBeCloseTo(50, 1)
    expect(fit?.serialShare).toBeCloseTo(0.1, 3)
  })

  test('Amdahl’s law is not fitted to fewer than 3 points', () => {
    expect(fitAmdahl(pointsOf([1, 2], (n) => n))).toBeNull()
  })
})

describe('the margin of a parameter', () => {
  const numbers = [1, 2, 3, 4, 6, 8, 12, 16]
  const parametersOf = (points: readonly ScalingPoint[]) => {
    const fit = fitUsl(points)
    return fit === null ? null : [fit.lambda, fit.sigma, fit.kappa]
  }

  test('holds what it was made with in some 95 of 100 noisy measurements', () => {
    const random = xoroshiro128plus(7)
    const uniform = () => (uniformInt(random, 0, 999_999_999) + 0.5) / 1e9
    const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
    const truth = [law.lambda, law.sigma, law.kappa]
    const held = truth.map(() => 0)
    const TRIES = 100
    for (let n = 0; n < TRIES; n += 1) {
      const points = numbers.map((n) => {
        const deviation = 0.01 * uslAt(law, n)
        const jobsPerSecond = uslAt(law, n) + deviation * normal()
        return { n, jobsPerSecond, marginPerSecond: 1.96 * deviation }
      })
      const fit = parametersOf(points) ?? []
      const margins = parameterMargins(points, parametersOf) ?? []
      for (const [index, value] of truth.entries()) {
        const isHeld = Math.abs((fit[index] ?? NaN) - value) <= (margins[index] ?? 0)
        held[index] = (held[index] ?? 0) + (isHeld ? 1 : 0)
      }
    }
    for (const count of held) {
      expect(count / TRIES).toBeGreaterThan(0.91)
      expect(count / TRIES).toBeLessThan(0.985)
    }
  })

  test('the margin of a parameter is 0 where the points are certain, and none where there is no fit', () => {
    const certain = (n: number) => ({ n, jobsPerSecond: uslAt(law, n), marginPerSecond: 0 })
    expect(parameterMargins(numbers.map(certain), parametersOf)).toEqual([0, 0, 0])
    expect(parameterMargins([1, 2].map(certain), parametersOf)).toBeNull()
  })
})
