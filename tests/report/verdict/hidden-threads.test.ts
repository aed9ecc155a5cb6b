import { expect, test } from 'vitest'
import type { Result } from '../../../src/engine/result/result'
import { milliseconds, seconds } from '../../../src/engine/measure/statistics/quantity'
import { runVerdict as runVerdictUnread } from '../../../src/report/verdict/run-verdict'
import { sentencesOf } from '../../../src/report/verdict/verdict'
import { syntheticResult, syntheticSpec } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const runVerdict = readable(runVerdictUnread, sentencesOf)

interface Seen {
  readonly hiddenCores: number
  readonly waitMs: number
  readonly uvThreads?: number
  readonly workload?: object
}

/** A run in which hidden threads used so many cores for the event loop, and none for the pool. */
function of({ hiddenCores, waitMs, uvThreads = 4, workload }: Seen): Result {
  const spec = syntheticSpec({
    workload: workload ?? { kind: 'crypto', cpuMs: 10 },
    contenders: ['event-loop', 'thread-pool'],
    concurrency: 16,
    workers: 2,
    uvThreads,
  })
  const result = syntheticResult(
    {
      'event-loop': { jobsPerSecond: 100, coresUsed: 1, latencyMs: 30 },
      'thread-pool': { jobsPerSecond: 198, coresUsed: 2, latencyMs: 30 },
    },
    spec,
  )
  return {
    ...result,
    predicted: [],
    environment: { ...result.environment, uvThreads },
    contenders: result.contenders.map((one) => {
      if (one.status === 'not-run' || one.figures === null) return one
      const { figures } = one
      const isLoop = one.name === 'event-loop'
      const row = {
        name: 'hidden threads',
        completed: 0,
        cpuSeconds: seconds(isLoop ? hiddenCores * figures.measuredSeconds : 0),
        utilisation: null,
        voluntarySwitches: null,
        involuntarySwitches: null,
        gcMs: null,
      }
      const hiddenQueueing = { ...figures.latency, meanMs: milliseconds(isLoop ? waitMs : 0.1) }
      return {
        ...one,
        figures: { ...figures, threads: [...figures.threads, row], hiddenQueueing },
      }
    }),
  }
}

const said = (seen: Seen): string => {
  const { advice, reasons } = runVerdict(of(seen))
  return [advice, ...reasons].join(' ')
}

test('how many hidden threads one thread used is said from what was measured', () => {
  expect(said({ hiddenCores: 1.9, waitMs: 41 })).toContain(
    'The event loop’s one thread used 1.90 hidden ones, by their CPU time. A task waited 41 ms until one of 4 hidden threads had it done.',
  )
  expect(said({ hiddenCores: 0.2, waitMs: 0.1 })).toContain(
    'used 0.20 hidden ones, by their CPU time. A task hardly waited for one of 4 hidden threads.',
  )
})

test('nothing is said of hidden threads that did nothing, nor of jobs that need none', () => {
  expect(said({ hiddenCores: 0.001, waitMs: 0.1 })).not.toContain('hidden ones')
  const workload = { kind: 'cpu', cpuMs: 10 }
  expect(said({ hiddenCores: 1.9, waitMs: 41, workload })).not.toContain('hidden')
})

test('too few hidden threads are named, and how many would keep up instead of loops', () => {
  const few = said({ hiddenCores: 0.98, waitMs: 100, uvThreads: 1 })
  expect(few).toContain('They were busy while cores were free: allow more by --uv-threads.')
  expect(few).toContain('About 2 hidden threads (--uv-threads), each on a core, would keep up.')
  expect(few).not.toContain('loops')
  expect(said({ hiddenCores: 0.98, waitMs: 100, uvThreads: 4 })).not.toContain('--uv-threads')
})
