import { describe, expect, it } from 'vitest'
import { runVerdict as runVerdictUnread } from '../../../src/report/verdict/run-verdict'
import { sentencesOf } from '../../../src/report/verdict/verdict'
import { syntheticResult, syntheticSpec, type Made } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const runVerdict = readable(runVerdictUnread, sentencesOf)
const spec = syntheticSpec({ workload: { kind: 'mixed', waitMs: 18, cpuMs: 2 }, concurrency: 100 })
const loop: Made = { jobsPerSecond: 490, coresUsed: 1, latencyMs: 200 }
const pool: Made = { jobsPerSecond: 396, coresUsed: 0.85, latencyMs: 250 }
const textOf = (made: Parameters<typeof syntheticResult>[0], changes: object = {}): string =>
  sentencesOf(runVerdict(syntheticResult(made, { ...spec, ...changes }))).join(' ')

describe('the verdict on a loop that hands its computing to threads', () => {
  it('says that it paid where it beat loop and pool, and what a job cost', () => {
    const text = textOf({
      'event-loop': loop,
      'thread-pool': pool,
      'loop-and-pool': { jobsPerSecond: 930, coresUsed: 1.98, latencyMs: 105 },
    })
    expect(text).toContain(
      'Handing computing to threads paid: loop and pool beat the event loop and the thread pool.',
    )
    expect(text).toMatch(/It finished 1\.9\d* times \(.*\) the jobs of the event loop\./)
    expect(text).toMatch(
      /A job took 2,130 µs of CPU time in it, hand-offs included, 2,040 µs in the event loop\./,
    )
  })

  it('says where it did not pay', () => {
    const text = textOf({
      'event-loop': loop,
      'thread-pool': pool,
      'loop-and-pool': { jobsPerSecond: 440, coresUsed: 1.5, latencyMs: 220 },
    })
    expect(text).toContain(
      'Handing computing to threads did not pay: loop and pool finished less than the event loop.',
    )
  })

  it('says that nothing was seen where its intervals hold no difference', () => {
    const noisy = { jobsPerSecond: 600, coresUsed: 1.5, latencyMs: 160, noise: 0.6 }
    const text = textOf({
      'event-loop': loop,
      'thread-pool': pool,
      'loop-and-pool': noisy,
    })
    expect(text).toContain(
      'Handing computing to threads was not seen to pay: no measurable difference from the event loop and the thread pool.',
    )
  })

  it('says nothing where it did not take part', () => {
    expect(textOf({ 'event-loop': loop, 'thread-pool': pool })).not.toContain('anding computing')
  })
})

describe('the advice on threads that a pool would need', () => {
  const waiting = syntheticSpec({ workload: { kind: 'wait', waitMs: 20 }, concurrency: 400 })
  const made = (perJob: number) => ({
    'event-loop': { jobsPerSecond: 19_500, coresUsed: 0.4, latencyMs: 20 },
    'thread-pool': { jobsPerSecond: 396, coresUsed: 0.08, latencyMs: 1_009, serviceMs: 20 },
    'thread-per-job': { jobsPerSecond: perJob, coresUsed: 1.9, latencyMs: 30 },
  })

  it('says that a thread for every job kept up, and in how much memory', () => {
    expect(textOf(made(19_500), waiting)).toMatch(
      /Measured, 400 threads with one job each kept up, in [\d.]+ KiB of memory\./,
    )
  })

  it('says by how much it did not', () => {
    expect(textOf(made(14_000), waiting)).toMatch(
      /Measured, 400 threads with one job each did 0\.7\d* times \(.*\) the jobs in/,
    )
  })
})

describe('a verdict on another pair', () => {
  it('a verdict is about the two that the spec names', () => {
    const made = {
      'event-loop': loop,
      'thread-pool': pool,
      'loop-and-pool': { jobsPerSecond: 930, coresUsed: 1.98, latencyMs: 105 },
    }
    const { headline } = runVerdict(
      syntheticResult(made, {
        ...spec,
        contenders: ['event-loop', 'thread-pool', 'loop-and-pool'],
        compare: ['loop-and-pool', 'thread-pool'],
      }),
    )
    expect(headline).toMatch(
      /^The loop with 8 threads finished 2\.\d+ times as many jobs as 8 threads/,
    )
  })
})
