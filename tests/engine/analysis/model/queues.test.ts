import { describe, expect, test } from 'vitest'
import { boundRate, repairmanRate } from '../../../../src/engine/analysis/model/machine-repairman'
import {
  erlangC,
  meanWaitOfOneServer,
  meanWaitOfServers,
} from '../../../../src/engine/analysis/model/open-queue'

describe('Erlang’s C', () => {
  test('Erlang’s C of one server is its use, and of two servers 2ρ² ÷ (1 + ρ)', () => {
    // L. Kleinrock, "Queueing Systems" (1975), section 3.5, for c of 1 and 2.
    for (const used of [0.1, 0.5, 0.9]) {
      expect(erlangC(1, used)).toBeCloseTo(used, 12)
      expect(erlangC(2, 2 * used)).toBeCloseTo((2 * used ** 2) / (1 + used), 12)
    }
  })

  test('Erlang’s C is the sum of its definition for many servers', () => {
    const [servers, offered] = [10, 8]
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1))
    const last = (offered ** servers / factorial(servers)) * (servers / (servers - offered))
    const rest = Array.from({ length: servers }, (_, k) => offered ** k / factorial(k))
    const expected = last / (rest.reduce((a, b) => a + b) + last)
    expect(erlangC(servers, offered)).toBeCloseTo(expected, 12)
    expect(expected).toBeCloseTo(0.409, 3)
  })

  test('Erlang’s C is 1 where the servers cannot keep up, and the wait has no end', () => {
    expect(erlangC(4, 4)).toBe(1)
    expect(meanWaitOfServers({ servers: 4, arrivalsPerMs: 5, serviceMs: 1 })).toBe(Infinity)
  })
})

describe('Pollaczek and Khinchine', () => {
  test('give ρ ÷ (1 − ρ) services of wait where service is exponential, half of it where it is fixed', () => {
    const queue = { arrivalsPerMs: 0.8, serviceMs: 1 }
    expect(meanWaitOfOneServer(queue, 1)).toBeCloseTo(4, 12)
    expect(meanWaitOfOneServer(queue, 0)).toBeCloseTo(2, 12)
    expect(meanWaitOfOneServer({ arrivalsPerMs: 1, serviceMs: 1 }, 0)).toBe(Infinity)
  })

  test('agree with Erlang on one exponential server', () => {
    const queue = { arrivalsPerMs: 0.3, serviceMs: 2 }
    expect(meanWaitOfServers({ ...queue, servers: 1 })).toBeCloseTo(
      meanWaitOfOneServer(queue, 1),
      12,
    )
  })
})

/**
 * M. Reiser, S. Lavenberg, "Mean-Value Analysis of Closed Multichain Queuing Networks", JACM 27
 * (1980).
 */
const meanValueRate = (customers: number, thinkMs: number, serviceMs: number): number => {
  let queued = 0
  let rate = 0
  for (let n = 1; n <= customers; n += 1) {
    const responseMs = serviceMs * (1 + queued)
    rate = n / (thinkMs + responseMs)
    queued = rate * responseMs
  }
  return rate
}

describe('the machine repairman', () => {
  test('a repairman of two machines and equal times is busy four fifths of the time', () => {
    // p₀ = 1 ÷ (1 + 2 + 2): Kleinrock (1975), section 3.8, with N of 2 and λ = μ.
    const queue = { customers: 2, servers: 1, thinkMs: 1, serviceMs: 1 }
    expect(repairmanRate(queue)).toBeCloseTo(0.8, 12)
  })

  test('a repairman does what mean-value analysis gives for any number of customers', () => {
    for (const customers of [1, 3, 20, 400]) {
      const queue = { customers, servers: 1, thinkMs: 95, serviceMs: 5 }
      expect(repairmanRate(queue)).toBeCloseTo(meanValueRate(customers, 95, 5), 10)
    }
  })

  test('never does more than the bounds allow, and reaches them far from where they meet', () => {
    for (const customers of [1, 10, 20, 21, 100_000]) {
      const queue = { customers, servers: 2, thinkMs: 95, serviceMs: 10 }
      expect(repairmanRate(queue)).toBeLessThanOrEqual(boundRate(queue) * (1 + 1e-9))
    }
    const many = { customers: 100_000, servers: 2, thinkMs: 95, serviceMs: 10 }
    expect(repairmanRate(many) / boundRate(many)).toBeCloseTo(1, 6)
  })

  test('a repairman does without thinking, and without service', () => {
    expect(repairmanRate({ customers: 3, servers: 2, thinkMs: 0, serviceMs: 4 })).toBe(0.5)
    expect(repairmanRate({ customers: 3, servers: 2, thinkMs: 6, serviceMs: 0 })).toBe(0.5)
  })
})
