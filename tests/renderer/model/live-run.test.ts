import { describe, expect, it } from 'vitest'
import { progressSchema, type Progress } from '../../../src/engine/result/progress'
import { specSchema } from '../../../src/engine/spec/spec'
import { advance, snapshot, startLiveRun, type LiveRun } from '../../../src/renderer/model/live-run'
import { liveReadout } from '../../../src/renderer/model/readout'

const spec = specSchema.parse({
  name: 'short',
  workload: { kind: 'wait', waitMs: 5 },
  concurrency: 10,
  workers: 2,
  durationMs: 1_000,
  blocks: 2,
  warmupMs: 1_000,
  contenders: ['event-loop', 'thread-pool'],
  seed: 1,
})

const sampled = (
  phase: 'warm-up' | 'measuring',
  atMs: number,
  jobsPerSecond: number,
  coresUsed: number | null = 0.5,
): Progress =>
  progressSchema.parse({
    kind: 'sampled',
    contender: 'event-loop',
    block: { index: 0, count: 2, isSelfCheck: false },
    phase,
    elapsedMs: atMs,
    totalMs: 4_000,
    completed: 1,
    failed: 0,
    sample: { atMs, jobsPerSecond, coresUsed, inFlight: 10, p50Ms: 5, p99Ms: null },
    threads: [{ name: 'loop', state: 'running', coresUsed }],
  })

const started = () => startLiveRun({ runId: 'one', spec, point: null, search: null, latest: null })
const loopOf = (run: ReturnType<typeof started>) => {
  const [loop] = run.contenders
  if (loop === undefined) throw new Error('expected the event loop to be first')
  return loop
}

/** The beginning of a block of a contender. */
const begun = (contender: string): Progress =>
  progressSchema.parse({
    kind: 'block-started',
    contender,
    block: { index: 0, count: 2, isSelfCheck: false },
  })

it('a run that is joined in its middle is known to be where it was told of last', () => {
  const latest = sampled('measuring', 700, 100)
  const run = startLiveRun({ runId: 'one', spec, point: null, search: null, latest })
  expect(run).toMatchObject({ active: 'event-loop', elapsedMs: 700, totalMs: 4_000 })
  expect(loopOf(run).stage).toBe('measuring')
})

describe('a live search', () => {
  const namesIn = ({ contenders }: ReturnType<typeof started>) => contenders.map(({ name }) => name)
  const pointAt = (over: 'arrival-rate' | 'cpu-share', index: number) =>
    ({ over, index, count: null, value: 100 }) as const

  it('a live search has only the contender that is run by itself, of one rate after the other', () => {
    const search = { kind: 'highest-rate', limitMs: 50 } as const
    const run = startLiveRun({ runId: 'one', spec, point: null, search, latest: null })
    expect(namesIn(run)).toEqual([])
    advance(run, begun('event-loop'), pointAt('arrival-rate', 0))
    expect(namesIn(run)).toEqual(['event-loop'])
    advance(run, begun('thread-pool'), pointAt('arrival-rate', 1))
    expect(namesIn(run)).toEqual(['thread-pool'])
  })

  it('a live search has both contenders where their crossover is searched for', () => {
    const run = startLiveRun({
      runId: 'one',
      spec,
      point: null,
      search: { kind: 'crossover' },
      latest: null,
    })
    advance(run, begun('event-loop'), pointAt('cpu-share', 0))
    expect(namesIn(run)).toEqual(['event-loop', 'thread-pool'])
  })
})

/** The figures of the loop's column by their names. */
const valuesOf = (run: LiveRun): Record<string, number | null> =>
  Object.fromEntries(
    liveReadout(loopOf(run), spec).cells.map(({ figure, value }) => [figure.name, value]),
  )

describe('a live run', () => {
  it('shows no figures of the warm-up', () => {
    const run = started()
    advance(run, sampled('warm-up', 500, 1_000), null)
    expect(liveReadout(loopOf(run), spec)).toMatchObject({
      stage: 'warm-up',
      share: 0,
      inFlight: 10,
    })
    expect(valuesOf(run)).toMatchObject({ 'jobs per second': null, 'jobs per core-second': null })
  })

  it('weighs rates by the time that each sample covers', () => {
    const run = started()
    advance(run, sampled('measuring', 100, 1_000, 1), null)
    advance(run, sampled('measuring', 400, 200, 0.2), null)
    const values = valuesOf(run)
    expect(values['jobs per second']).toBeCloseTo(400)
    expect(values['cores used']).toBeCloseTo(0.4)
    expect(values['jobs per core-second']).toBeCloseTo(1_000)
  })

  it('gives no figure per core-second once CPU time could not be read', () => {
    const run = started()
    advance(run, sampled('measuring', 100, 1_000, null), null)
    advance(run, sampled('measuring', 200, 1_000), null)
    expect(valuesOf(run)).toMatchObject({ 'jobs per core-second': null, 'cores used': null })
  })

  it('names the percentile that an interval supports where it is not the 99th', () => {
    const run = started()
    advance(run, sampled('measuring', 100, 1_000), null)
    const latency = liveReadout(loopOf(run), spec).cells.find(
      ({ figure }) => figure.name === 'latency p99',
    )
    expect(latency?.text).toBe('p50 5 ms')
  })

  it('keeps a bounded number of samples and looks, and the mean of what it merged', () => {
    const run = started()
    for (let index = 1; index <= 5_000; index++) {
      advance(run, sampled('measuring', index * 100, index % 2 === 0 ? 100 : 300), null)
    }
    const loop = loopOf(run)
    expect(loop.samples.length).toBeLessThanOrEqual(600)
    expect(loop.lanes[0]?.states.length).toBeLessThanOrEqual(300)
    expect(loop.samples[0]?.jobsPerSecond).toBeCloseTo(200)
    expect(loop.samples.at(-1)?.atMs).toBe(500_000)
    expect(loop.looks).toBe(5_000)
  })

  it('starts its contenders anew at the next value of a sweep', () => {
    const run = started()
    advance(run, sampled('measuring', 100, 1_000), {
      over: 'workers',
      index: 0,
      count: 2,
      value: 1,
    })
    advance(run, sampled('warm-up', 100, 1_000), { over: 'workers', index: 1, count: 2, value: 8 })
    expect(loopOf(run)).toMatchObject({ stage: 'warm-up', samples: [] })
  })

  it('puts the samples of blocks behind one another', () => {
    const run = started()
    const block = (index: number, isSelfCheck = false) => ({ index, count: 2, isSelfCheck })
    const begin = (index: number, isSelfCheck = false) => {
      const progress = { kind: 'block-started', contender: 'event-loop' } as const
      advance(run, { ...progress, block: block(index, isSelfCheck) }, null)
    }
    const measure = (index: number, atMs: number, isSelfCheck = false) => {
      const progress = sampled('measuring', atMs, 1_000)
      if (progress.kind !== 'sampled') throw new Error('expected a sample')
      advance(run, { ...progress, block: block(index, isSelfCheck) }, null)
    }
    begin(0)
    measure(0, 250)
    measure(0, 500)
    begin(0, true)
    measure(0, 500, true)
    begin(1)
    measure(1, 250)
    expect(loopOf(run).samples.map(({ atMs }) => atMs)).toEqual([250, 500, 750])
    expect(loopOf(run).share).toBe(0.75)
    expect(loopOf(run).jobs).toBeCloseTo(750)
  })

  it('gives snapshots that are told apart', () => {
    const run = started()
    advance(run, sampled('measuring', 100, 1_000), null)
    const before = snapshot(run)
    advance(run, sampled('measuring', 200, 1_000), null)
    const after = snapshot(run)
    expect(after.contenders[0]).not.toBe(before.contenders[0])
    expect(before.contenders[0]?.looks).toBe(1)
    expect(after.contenders[0]?.looks).toBe(2)
  })
})
