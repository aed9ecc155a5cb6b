import { afterEach, describe, expect, test } from 'vitest'
import type {
  ContenderSetup,
  RunningContender,
  Startable,
} from '../../../../src/engine/thread/start/running-contender'
import { startables } from '../../../../src/engine/thread/start/start-contender'
import { measureContender } from '../../../../src/engine/run/block/measure-contender'
import type { Sampled } from '../../../../src/engine/run/block/measurement'
import { KeptContender } from '../../../../src/engine/run/block/kept-contender'
import { now } from '../../../../src/engine/measure/now'
import { nanoseconds } from '../../../../src/engine/measure/statistics/quantity'
import { ThreadRecord } from '../../../../src/engine/measure/thread-record'
import { makePlan } from '../../../../src/engine/workload/make-plan'
import { engineFolder, shortSpec } from '../built-run'

function setUp(changes: Parameters<typeof shortSpec>[0] = {}) {
  const spec = shortSpec(changes)
  const plan = makePlan(spec, { roundsPerMs: 1000 })
  return {
    spec: { ...spec, windowMs: spec.durationMs, ownJob: null },
    plan,
    loops: 2,
    engineFolder,
    httpPort: null,
    python: null,
  }
}

/** A contender that does only what a test tells it to, in the test's own thread. */
class Puppet implements Startable, RunningContender {
  readonly name = 'event-loop'
  records: readonly ThreadRecord[] = []
  readonly keepsJobs = false
  readonly #ready: Promise<void>
  #control: ContenderSetup['control'] | null = null
  readonly died: Promise<Error>
  starts = 0
  stops = 0
  becomeReady: () => void = () => undefined
  die: (error: Error) => void = () => undefined
  #timer: NodeJS.Timeout | undefined

  constructor() {
    this.#ready = new Promise((resolve) => (this.becomeReady = resolve))
    this.died = new Promise((resolve) => (this.die = resolve))
  }

  start({ control }: ContenderSetup): RunningContender {
    this.starts++
    const record = ThreadRecord.allocate('puppet', control)
    this.records = [record]
    this.#control = control
    this.#timer = setInterval(() => {
      if (control.isHalted) return
      control.nextJob()
      record.jobStarted()
      record.jobFinished(now(), nanoseconds(2e6), nanoseconds(1e6))
    }, 5)
    return this
  }

  go(): Promise<void> {
    for (const record of this.records) record.clear()
    this.#control?.unpark(0)
    return this.#ready
  }

  park(): Promise<void> {
    this.#control?.park()
    return Promise.resolve()
  }

  stop(): Promise<void> {
    this.stops++
    clearInterval(this.#timer)
    return Promise.resolve()
  }
}

let puppet: Puppet
afterEach(() => puppet.stop())

/** What goes on besides the contender. */
const unwatched = {
  readOthers: () => null,
  readThrottling: () => [],
  processors: null,
  noteStandstill: () => undefined,
}

/** Runs the puppet and calls `act` at every report. */
function measured(
  setup: ReturnType<typeof setUp>,
  act: (sampled: Sampled) => void = () => undefined,
) {
  const cancellation = new AbortController()
  const reports: Sampled[] = []
  const outcome = measureContender(new KeptContender(puppet, setup), {
    ...unwatched,
    signal: cancellation.signal,
    report: (sampled) => {
      reports.push(sampled)
      act(sampled)
    },
  })
  return { cancellation, reports, outcome }
}

describe('measureContender', () => {
  test('counts what was done while measuring and not what was done before', async () => {
    puppet = new Puppet()
    const { outcome, reports } = measured(setUp({ warmupMs: 300, durationMs: 300 }))
    puppet.becomeReady()
    const result = await outcome
    if (result.status !== 'measured') throw new Error(result.status)
    const before = reports.filter(({ phase }) => phase === 'warm-up').at(-1)
    expect(before?.completed).toBeGreaterThan(0)
    const total = puppet.records[0]?.read().completed ?? 0
    const { completed, latency, samples } = result.figures
    expect(completed).toBeGreaterThan(0)
    expect(completed).toBeLessThan(total)
    expect(latency.count).toBe(completed)
    expect(samples).toHaveLength(reports.filter(({ phase }) => phase === 'measuring').length)
    expect(puppet.stops).toBe(0)
  })

  test('counts the time of its phases on, and the completions from each phase’s begin', async () => {
    puppet = new Puppet()
    const { outcome, reports } = measured(setUp({ warmupMs: 300, durationMs: 300 }))
    puppet.becomeReady()
    await outcome
    const elapsed = reports.map(({ elapsedMs }) => elapsedMs)
    expect(elapsed).toEqual([...elapsed].sort((a, b) => a - b))
    expect(elapsed.at(-1)).toBeLessThanOrEqual(600)
    const first = reports.find(({ phase }) => phase === 'measuring')
    const last = reports.filter(({ phase }) => phase === 'warm-up').at(-1)
    expect(first?.completed).toBeLessThan(last?.completed ?? 0)
  })

  test('a thread that dies while measured leaves its figures, and the others are stopped', async () => {
    puppet = new Puppet()
    const { outcome } = measured(setUp({ warmupMs: 0, durationMs: 60_000 }), ({ completed }) => {
      if (completed > 0) puppet.die(new Error('it died'))
    })
    puppet.becomeReady()
    const result = await outcome
    if (result.status !== 'failed') throw new Error(result.status)
    expect(result.error).toBe('it died')
    expect(result.figures?.completed).toBeGreaterThan(0)
    expect(puppet.stops).toBe(1)
  })

  test('a thread that dies in the warm-up leaves no figures', async () => {
    puppet = new Puppet()
    const { outcome } = measured(setUp({ warmupMs: 60_000 }), () => {
      puppet.die(new Error('it died'))
    })
    puppet.becomeReady()
    expect(await outcome).toEqual({
      status: 'failed',
      name: 'event-loop',
      error: 'it died',
      figures: null,
    })
  })

  test('a thread that dies before it is ready ends the contender', async () => {
    puppet = new Puppet()
    const { outcome } = measured(setUp())
    puppet.die(new Error('no such file'))
    expect(await outcome).toMatchObject({ status: 'failed', error: 'no such file', figures: null })
  })

  test('cancelling while it starts ends it as cut short, with no figures', async () => {
    puppet = new Puppet()
    const { outcome, cancellation } = measured(setUp())
    cancellation.abort()
    expect(await outcome).toEqual({ status: 'partial', name: 'event-loop', figures: null })
    expect(puppet.stops).toBe(1)
  })

  test('cancelling while measured keeps what was measured, marked partial', async () => {
    puppet = new Puppet()
    const { outcome, cancellation } = measured(
      setUp({ warmupMs: 0, durationMs: 60_000 }),
      ({ completed }) => {
        if (completed > 0) cancellation.abort()
      },
    )
    puppet.becomeReady()
    const result = await outcome
    if (result.status !== 'partial') throw new Error(result.status)
    expect(result.figures?.completed).toBeGreaterThan(0)
    expect(result.figures?.measuredSeconds).toBeLessThan(60)
  })

  test('threads are kept for the next block, whose figures are only its own', async () => {
    puppet = new Puppet()
    const kept = new KeptContender(puppet, setUp({ warmupMs: 100, durationMs: 300 }))
    puppet.becomeReady()
    const options = {
      ...unwatched,
      signal: new AbortController().signal,
      report: () => undefined,
    }
    const first = await measureContender(kept, options)
    const second = await measureContender(kept, options)
    expect([first.status, second.status, puppet.starts, puppet.stops]).toEqual([
      'measured',
      'measured',
      1,
      0,
    ])
    const total = puppet.records[0]?.read().completed ?? 0
    expect(second.status === 'measured' && second.figures.completed).toBeLessThanOrEqual(total)
    await kept.end(options.signal)
    expect(puppet.stops).toBe(1)
  })

  test('a contender whose threads are not where they should be fails with the reason', async () => {
    puppet = new Puppet()
    const result = await measureContender(
      new KeptContender(startables['event-loop'], {
        ...setUp(),
        engineFolder: import.meta.dirname,
      }),
      { ...unwatched, signal: new AbortController().signal, report: () => undefined },
    )
    if (result.status !== 'failed') throw new Error(result.status)
    expect(result.error).toMatch(/^Cannot find module .*loop-thread\.cjs/)
  })
})
