import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { bodies } from '../../../src/engine/workload/bodies'
import { scryptCost } from '../../../src/engine/workload/bodies/crypto'
import { fastestRoundsPerMs } from '../../../src/engine/workload/cpu'
import { assertResolvesHere } from '../../../src/engine/workload/local-name'
import { makePlan } from '../../../src/engine/workload/make-plan'
import { seededText } from '../../../src/engine/workload/seeded-text'
import { hiddenMsOf } from '../../../src/engine/spec/mean-amounts'
import { preset, presetNames } from '../../../src/engine/spec/presets'
import { syntheticSpec } from '../../charts/synthetic-result'

describe('the cost of scrypt', () => {
  test.each([1, 2, 3, 100, 1_000, 20_000, 100_000, 3_000_000])(
    'a cost of %i rounds is kept to within a sixteenth, in a power of two and 64 MiB',
    (rounds) => {
      const { N, r, p, maxmem } = scryptCost(rounds)
      expect(Number.isInteger(Math.log2(N))).toBe(true)
      expect(128 * N * r + 128 * r * p).toBeLessThan(maxmem)
      if (rounds < 100) return
      expect(Math.abs((N * r * p) / 8 / rounds - 1)).toBeLessThan(1 / 16)
    },
  )
})

describe('text from a seed', () => {
  test('text is the same for the same seed and another for another', () => {
    expect(seededText(1, 10_000)).toEqual(seededText(1, 10_000))
    expect(seededText(2, 10_000)).not.toEqual(seededText(1, 10_000))
  })

  test('fills any size, and compresses as text does', () => {
    for (const bytes of [0, 1, 100, 3_000_001]) expect(seededText(1, bytes)).toHaveLength(bytes)
    const share = gzipSync(seededText(1, 1_000_000)).length / 1_000_000
    expect(share).toBeGreaterThan(0.2)
    expect(share).toBeLessThan(0.7)
  })
})

test('rounds are calibrated by how long they take together', () => {
  const startedMs = performance.now()
  const until = (ms: number) => {
    while (performance.now() - startedMs < ms);
  }
  let sum = 0
  const roundsPerMs = fastestRoundsPerMs((rounds) => {
    sum += rounds
    until(performance.now() - startedMs + rounds / 1_000)
  }, 1)
  expect(sum).toBeGreaterThan(0)
  expect(roundsPerMs).toBeGreaterThan(500)
  expect(roundsPerMs).toBeLessThan(1_000.1)
})

describe('the plan of jobs that hidden threads compute', () => {
  const planOf = (workload: object, seed = 1) =>
    makePlan(syntheticSpec({ workload, seed }), { roundsPerMs: 100 })

  test('jobs have rounds in place of a wait, which vary as they are told to', () => {
    const fixed = planOf({ kind: 'crypto', cpuMs: 4 })
    expect([fixed.roundsBefore(0), fixed.hiddenRounds(0), fixed.roundsAfter(0)]).toEqual([
      0, 400, 0,
    ])
    const varied = planOf({ kind: 'crypto', cpuMs: 4, spread: 'exponential' })
    const all = Array.from({ length: varied.length }, (_, index) => varied.hiddenRounds(index))
    expect(all.reduce((sum, rounds) => sum + rounds, 0) / all.length).toBeCloseTo(400, -1)
  })

  test('never has less than a round, nor more than there is text or a hash can take', () => {
    expect(planOf({ kind: 'crypto', cpuMs: 0 }).hiddenRounds(0)).toBe(1)
    const huge = makePlan(syntheticSpec({ workload: { kind: 'zlib', cpuMs: 200 } }), {
      roundsPerMs: 1e9,
    })
    expect(huge.hiddenRounds(0)).toBeLessThan(2 ** 31)
    expect(huge.text).toHaveLength(64 * 2 ** 20)
  })

  test('differs by how passwords are hashed and how many names are looked up', () => {
    const digests = [
      { kind: 'crypto', cpuMs: 4 },
      { kind: 'crypto', cpuMs: 4, hash: 'pbkdf2' },
      { kind: 'dns' },
      { kind: 'dns', lookups: 2 },
    ].map((workload) => planOf(workload).sha256)
    expect(new Set(digests).size).toBe(digests.length)
  })
})

test('a kind whose computing hidden threads do has it for threads that block as well', () => {
  for (const name of presetNames) {
    const { workload } = preset(name, 2).spec
    const { kind } = workload
    const isHidden = hiddenMsOf(workload) > 0
    const { compute, calibrate } = bodies[kind]
    expect([kind, compute !== undefined, calibrate !== undefined]).toEqual([
      kind,
      isHidden,
      isHidden,
    ])
  }
})

describe('the name that is looked up', () => {
  const refusalOf = (hosts: string | null, nsswitch: string | null) => {
    const read = (path: string) => (path === 'etc/hosts' ? hosts : nsswitch)
    try {
      assertResolvesHere({ read }, 'linux')
      return null
    } catch (error) {
      return String(error)
    }
  }

  test('localhost has to be a name that the machine answers by itself', () => {
    expect(refusalOf('127.0.0.1 localhost', null)).toBeNull()
    expect(refusalOf('# x\n127.0.0.1\tme localhost # y', 'hosts: files dns')).toBeNull()
    expect(refusalOf('127.0.0.1 localhost', 'hosts: files')).toBeNull()
  })

  test.each([
    [null, null, 'is not in /etc/hosts'],
    ['::1 localhost', null, 'is not in /etc/hosts'],
    ['# 127.0.0.1 localhost', null, 'is not in /etc/hosts'],
    ['10.0.0.1 localhost', null, 'is not in /etc/hosts'],
    ['127.0.0.1 localhost', 'hosts: dns files', 'have "files" stand before "dns"'],
    ['127.0.0.1 localhost', 'hosts: dns', 'have "files" stand before "dns"'],
  ])('localhost is refused with hosts %j and sources %j', (hosts, sources, why) => {
    expect(refusalOf(hosts, sources)).toContain(why)
  })
})

test('a calibration is not decided by a first call that is slow, as while its code is loaded', () => {
  let calls = 0
  const spin = (ms: number): void => {
    const untilMs = performance.now() + ms
    while (performance.now() < untilMs);
  }
  const roundsPerMs = fastestRoundsPerMs((rounds) => {
    calls += 1
    // What each call costs by itself makes few rounds dear.
    spin(0.01 + rounds * 1e-5 + (calls === 1 ? 20 : 0))
  }, 2)
  expect(roundsPerMs).toBeGreaterThan(50_000)
  expect(roundsPerMs).toBeLessThan(101_000)
})
