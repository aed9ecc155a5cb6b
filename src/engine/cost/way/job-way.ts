import { setTimeout as delay } from 'node:timers/promises'
import type { ContenderSetup, Startable } from '../../thread/start/running-contender'
import { startContender } from '../../thread/start/start-contender'
import { startThreads } from '../../thread/start/start-threads'
import { blockSpecOf, specSchema, type Spec } from '../../spec/spec'
import { Control } from '../../measure/control'
import { now } from '../../measure/now'
import { ThreadRecord } from '../../measure/thread-record'
import { makePlan } from '../../workload/make-plan'
import type { CostOrder } from '../cost-message'
import type { CostSpec } from '../cost-request'
import type { JobName } from '../cost-result'
import { processCpuNs } from './process-cpu'
import type { Timing } from './switch-way'

/** Share of the window that passes before it begins: a fresh thread compiles meanwhile. */
const WARM_UP_SHARE = 0.5

type Start = Startable['start']

/** The contenders as they are, and the same without what the lab adds. */
const ways: Record<JobName, Start> = {
  'loop-bare': (setup) => startBare(setup, 'bare-loop-thread.cjs'),
  'loop-recorded': (setup) => startContender('event-loop', setup),
  'pool-bare': (setup) => startBare(setup, 'bare-pool-thread.cjs'),
  'pool-recorded': (setup) => startContender('thread-pool', setup),
}

function startBare(setup: ContenderSetup, file: string) {
  const record = ThreadRecord.allocate('bare', setup.control)
  const extra = { clients: setup.spec.concurrency, engineFolder: setup.engineFolder }
  return startThreads(setup, [{ file, record, extra }])
}

/**
 * Times of one empty job with `concurrency` of them in flight, in fresh threads: the window ÷ the
 * jobs handed in within it, which are as many as were done, up to those in flight.
 *
 * @throws Error where a thread dies; the signal's reason where it aborts
 */
export async function jobCost(
  name: JobName,
  { spec, engineFolder }: CostOrder,
  signal: AbortSignal,
): Promise<Timing> {
  const control = Control.allocate()
  const empty = emptyJobs(spec)
  const plan = makePlan(empty, { roundsPerMs: 1 })
  const running = ways[name]({
    spec: blockSpecOf(empty),
    plan,
    control,
    loops: 1,
    engineFolder,
    httpPort: null,
    python: null,
  })
  const died = running.died.then((error) => {
    throw error
  })
  // Nobody may be waiting for it when a thread ends.
  died.catch(() => undefined)
  const pause = (ms: number) => Promise.race([delay(ms, undefined, { signal }), died])
  try {
    await Promise.race([running.go(), died])
    await pause(spec.windowMs * WARM_UP_SHARE)
    control.startMeasuring()
    const startNs = now()
    const startCpuNs = processCpuNs()
    const before = control.handedIn
    await pause(spec.windowMs)
    const jobs = Math.max(1, (control.handedIn - before) >>> 0)
    return { ns: (now() - startNs) / jobs, cpuNs: (processCpuNs() - startCpuNs) / jobs }
  } finally {
    await running.stop()
  }
}

function emptyJobs({ concurrency, workers, seed }: CostSpec): Spec {
  return specSchema.parse({
    name: 'empty jobs',
    workload: { kind: 'cpu', cpuMs: 0 },
    concurrency,
    workers,
    // Only coordinators heed it, and the windows are timed here.
    durationMs: 10_000,
    warmupMs: 0,
    contenders: ['event-loop', 'thread-pool'],
    seed,
  })
}
