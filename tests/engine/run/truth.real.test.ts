import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Startable } from '../../../src/engine/thread/start/running-contender'
import { startContender } from '../../../src/engine/thread/start/start-contender'
import { now } from '../../../src/engine/measure/now'
import { nanoseconds } from '../../../src/engine/measure/statistics/quantity'
import type { Latency } from '../../../src/engine/measure/latency/latency'
import { shortSpec } from './built-run'
import { measureSynthetic, syntheticContender } from './synthetic-contender'

const valueAt = ({ percentiles }: Latency, wanted: number): number => {
  const found = percentiles.find(({ percentile }) => percentile === wanted)
  if (found === undefined) throw new Error(`p${wanted} is not supported by the sample`)
  return found.valueMs
}

/**
 * The k-th of a sequence that fills [0, 1) evenly however long it goes on (van der Corput, base 2).
 */
function evenly(k: number): number {
  let [value, share] = [0, 0.5]
  for (let rest = k; rest > 0; rest = Math.floor(rest / 2), share /= 2) value += (rest % 2) * share
  return value
}

/** The kernel counts in these. */
const TICK_SECONDS = 0.01

/** The kernel's own count of a thread's CPU time: utime and stime. */
function cpuOf(tid: number): number {
  const fields = readFileSync(`/proc/self/task/${tid}/stat`, 'utf8').split(') ')[1]?.split(' ')
  return (Number(fields?.[11]) + Number(fields?.[12])) * TICK_SECONDS
}

/** A look at a thread from outside. */
interface Seen {
  readonly isMeasuring: boolean
  readonly seconds: number
  readonly cpuSeconds: number
}

/**
 * What passed from the first to the last look of the measured time, and from the look before to the
 * one after it: of the last one, where a block was measured again.
 */
function spansOf(seen: readonly Seen[]): Record<'within' | 'around', Omit<Seen, 'isMeasuring'>> {
  let last = seen.length - 1
  while (last >= 0 && !seen[last]?.isMeasuring) last -= 1
  let first = last
  while (seen[first - 1]?.isMeasuring) first -= 1
  const between = (from: Seen | undefined, to: Seen | undefined): Omit<Seen, 'isMeasuring'> => {
    if (from === undefined || to === undefined) throw new Error('nothing was seen at an edge')
    return { seconds: to.seconds - from.seconds, cpuSeconds: to.cpuSeconds - from.cpuSeconds }
  }
  return {
    within: between(seen[first], seen[last]),
    around: between(seen[first - 1], seen[last + 1]),
  }
}

describe('the whole pipeline, from a record to the report', () => {
  test('recovers the percentiles of a known distribution of latency to 1 %', async () => {
    const meanMs = 10
    const contender = syntheticContender(2, () => {
      let k = 1
      return (record, elapsedMs, { control }) => {
        for (; k < elapsedMs * 200; k++) {
          control.nextJob()
          record.jobStarted()
          const latencyNs = nanoseconds(-Math.log(1 - evenly(k)) * meanMs * 1e6)
          record.jobFinished(now(), latencyNs, latencyNs)
        }
      }
    })
    const spec = shortSpec({ blocks: 4, durationMs: 3_200, warmupMs: 400, concurrency: 1_000 })
    const { figures } = await measureSynthetic(contender, spec)
    expect(figures.latency.count).toBeGreaterThan(100_000)
    for (const percentile of [50, 90, 99, 99.9]) {
      const truth = -Math.log(1 - percentile / 100) * meanMs
      const error = Math.abs(valueAt(figures.latency, percentile) / truth - 1)
      expect(error, `p${percentile}`).toBeLessThan(0.01)
    }
    expect(figures.latency.meanMs / meanMs).toBeGreaterThan(0.99)
    expect(figures.latency.meanMs / meanMs).toBeLessThan(1.01)
  })

  test('shows a stall of 200 ms in the corrected p99, and not in the uncorrected one', async () => {
    const [serviceMs, stallMs, everyMs] = [0.1, 200, 1_000]
    const latencies: number[] = []
    const contender = syntheticContender(2, () => {
      let [k, freeMs, wasMeasuring] = [0, 0, false]
      return (record, elapsedMs, { control }) => {
        // A block in which the machine stood still is measured again.
        if (control.isMeasuring && !wasMeasuring) latencies.length = 0
        wasMeasuring = control.isMeasuring
        for (;;) {
          // One job a millisecond comes in; for the first 200 ms of each second nothing is done.
          const dueMs = k
          const readyMs = Math.max(dueMs, freeMs)
          const intoMs = readyMs % everyMs
          const startMs = intoMs < stallMs ? readyMs - intoMs + stallMs : readyMs
          const endMs = startMs + serviceMs
          if (endMs > elapsedMs) return
          k += 1
          freeMs = endMs
          control.nextJob()
          record.jobStarted()
          record.jobArrived(false)
          record.jobFinished(
            nanoseconds(now() - (elapsedMs - endMs) * 1e6),
            nanoseconds((endMs - dueMs) * 1e6),
            nanoseconds(serviceMs * 1e6),
            nanoseconds((startMs - dueMs) * 1e6),
            nanoseconds(serviceMs * 1e6),
          )
          if (control.isMeasuring) latencies.push(endMs - dueMs)
        }
      }
    })
    const load = { kind: 'open', arrivalsPerSecond: 1_000, arrivals: 'constant' } as const
    const spec = shortSpec({ load, durationMs: 3_000, warmupMs: 300, concurrency: 1_000 })
    const { figures } = await measureSynthetic(contender, spec)
    const sorted = latencies.sort((a, b) => a - b)
    const truth = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0
    expect(truth).toBeGreaterThan(150)
    expect(Math.abs(valueAt(figures.latency, 99) / truth - 1)).toBeLessThan(0.01)
    expect(figures.arrivals && valueAt(figures.arrivals.uncorrected, 99)).toBeLessThan(1)
    expect(figures.arrivals && valueAt(figures.arrivals.queueing, 99)).toBeGreaterThan(150)
    expect(valueAt(figures.service, 99)).toBeLessThan(1)
  })

  test('recovers the rate of jobs that end in bursts to 1 %, however few bursts a block sees', async () => {
    const [jobs, everyMs] = [40, 70]
    const contender = syntheticContender(2, () => {
      let endMs = everyMs
      return (record, elapsedMs, { control }) => {
        for (; endMs <= elapsedMs; endMs += everyMs) {
          for (let job = 0; job < jobs; job++) {
            control.nextJob()
            record.jobStarted()
            const finishedNs = nanoseconds(now() - (elapsedMs - endMs) * 1e6)
            record.jobFinished(finishedNs, nanoseconds(everyMs * 1e6), nanoseconds(everyMs * 1e6))
          }
        }
      }
    })
    // Three or four bursts a block: a quarter more or less if counted from edge to edge.
    const spec = shortSpec({ blocks: 6, durationMs: 1_500, warmupMs: 300, concurrency: jobs })
    const { figures } = await measureSynthetic(contender, spec)
    expect(Math.abs(figures.jobsPerSecond / ((jobs * 1_000) / everyMs) - 1)).toBeLessThan(0.01)
  })

  test('recovers the cores used to a percent', async (context) => {
    if (process.platform !== 'linux') context.skip('only Linux tells the CPU time of a thread')
    const seen: Seen[] = []
    // A real thread that computes and waits, watched by another way than the pipeline's.
    const watched: Startable = {
      name: 'event-loop',
      start(setup) {
        const running = startContender('sequential', setup)
        const look = (): void => {
          const tid = running.records[0]?.read().tid
          if (!tid) return
          const { isMeasuring } = setup.control
          seen.push({ isMeasuring, seconds: performance.now() / 1_000, cpuSeconds: cpuOf(tid) })
        }
        const timer = setInterval(look, 10)
        const stop = async () => {
          clearInterval(timer)
          look()
          await running.stop()
        }
        return { ...running, stop }
      },
    }
    const workload = { kind: 'mixed', waitMs: 5, cpuMs: 5, spread: 'fixed' } as const
    const spec = shortSpec({ workload, durationMs: 4_000, warmupMs: 300, concurrency: 1 })
    const { figures } = await measureSynthetic(watched, spec)
    // Between what was seen within the measured time and what around it. These are 10 ms apart at
    // each end, half a percent in all, unless the machine stands still just there.
    const { within, around } = spansOf(seen)
    const thread = figures.threads.find(({ name }) => name === 'sequential')
    const cpuSeconds = thread?.cpuSeconds ?? 0
    expect(within.cpuSeconds).toBeGreaterThan(0.1)
    expect(cpuSeconds).toBeGreaterThan(within.cpuSeconds - TICK_SECONDS)
    expect(cpuSeconds).toBeLessThan(around.cpuSeconds + TICK_SECONDS)
    expect(figures.measuredSeconds).toBeGreaterThanOrEqual(within.seconds)
    expect(figures.measuredSeconds).toBeLessThanOrEqual(around.seconds)
  })

  test('counts what it was given, in blocks and in all', async () => {
    const contender = syntheticContender(5, () => (record, _elapsedMs, { control }) => {
      control.nextJob()
      record.jobStarted()
      record.jobFinished(now(), nanoseconds(5e6), nanoseconds(5e6))
    })
    const spec = shortSpec({ blocks: 8, durationMs: 1_600, warmupMs: 300, concurrency: 1 })
    const { result, figures } = await measureSynthetic(contender, spec)
    expect(figures.blocks).toHaveLength(8)
    expect(figures.latency.count).toBe(figures.completed)
    // The same contender twice: what the check finds is noise, of which one interval in twenty is
    // beside 1 by chance.
    expect(result.selfCheck?.jobsPerSecond?.low).toBeLessThan(1.1)
    expect(result.selfCheck?.jobsPerSecond?.high).toBeGreaterThan(0.9)
  })
})
