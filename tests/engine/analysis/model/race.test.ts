import { describe, expect, it } from 'vitest'
import { busyShare, race } from '../../../../src/engine/analysis/model/race'
import type { RacePlan } from '../../../../src/engine/lesson/stage'
import { raceWords } from '../../../../src/report/race-words'

const JOBS = { jobs: 400, waitMs: 20, cpuMs: 0.1 }
const PLAN: RacePlan = { kind: 'race', jobs: 400, waitMs: 20, cpuMs: [0.1], threads: 8, cores: 2 }

describe('a race', () => {
  it('a race runs every job once: all at once on the loop, a thread’s worth at a time on threads', () => {
    const { loop, threads } = race(JOBS, 8, 2)
    for (const { jobs, order } of [loop, threads]) {
      expect(jobs).toHaveLength(400)
      expect([...order].sort((a, b) => a - b)).toEqual(jobs.map((_, job) => job))
    }
    expect(loop.jobs.every(({ fromMs }) => fromMs === 0)).toBe(true)
    const inFlight = (atMs: number): number =>
      threads.jobs.filter(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs).length
    expect([1, 111, 555].map(inFlight)).toEqual([8, 8, 8])
  })

  it('a race ends when waiting and computing say so', () => {
    const { loop, threads, ratio } = race(JOBS, 8, 2)
    // One wait, and then the core computes for all of them.
    expect(loop.endMs).toBeCloseTo(20 + 400 * 0.1)
    expect(threads.endMs).toBeGreaterThanOrEqual(50 * 20.1 - 1e-6)
    expect(threads.endMs).toBeLessThan(50 * 20.1 * 1.1)
    expect(ratio).toBeCloseTo(threads.endMs / loop.endMs)
  })

  it('a race is won by the threads where jobs compute, as they have more than one core', () => {
    const { ratio, loop, threads } = race({ ...JOBS, waitMs: 0, cpuMs: 10 }, 8, 2)
    expect(ratio).toBeCloseTo(0.5)
    expect(loop.cores.map((core) => busyShare(core, loop.endMs))).toEqual([1, 0])
    expect(threads.cores.map((core) => busyShare(core, threads.endMs))).toEqual([1, 1])
  })

  it('a race keeps no core busy with jobs that only wait', () => {
    const { loop, threads } = race({ ...JOBS, cpuMs: 0 }, 8, 2)
    expect(loop.endMs).toBe(20)
    expect(threads.endMs).toBe(1_000)
    expect(busyShare(threads.cores[0] ?? [], 500)).toBe(0)
  })

  it('a race is worded by who wins, by how much, and as what it is: simulated', () => {
    const wait = raceWords(PLAN, 0.1, race(JOBS, 8, 2))
    expect(wait.ratio).toMatch(/^1[67]\.\d×$/)
    expect(wait.verdict).toMatch(/^The loop is through 1[67]\.\d times as soon, on one core\.$/)
    expect(wait.times).toMatch(/^400 jobs: 60 ms on one loop, 1\.01 s on 8 threads\.$/)
    expect(wait.source).toMatch(/^Simulated: /)
    const compute = raceWords(PLAN, 10, race({ ...JOBS, waitMs: 0, cpuMs: 10 }, 8, 2))
    expect(compute).toMatchObject({
      ratio: '2×',
      verdict: 'The threads are through 2 times as soon, on 2 cores.',
    })
    const equal = raceWords(PLAN, 1, race({ ...JOBS, cpuMs: 1 }, 400, 1))
    expect(equal).toMatchObject({ ratio: 'equal' })
  })
})
