import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Spec } from '../spec/spec'
import type { ControlTransfer } from '../measure/control'
import type { ThreadRecord, ThreadRecordTransfer } from '../measure/thread-record'
import type { PlanTransfer } from '../workload/plan'
import type { ContenderSetup, RunningContender } from './running-contender'
import { messageOf } from './message-of'

/** How long threads may take to end by themselves: a cancelled run has a second in all. */
const GRACE_MS = 150

/** What every measured thread gets when it starts (`workerData`). */
export interface ThreadOrder {
  readonly spec: Spec
  readonly plan: PlanTransfer
  readonly control: ControlTransfer
  readonly httpPort: number | null
  readonly record: ThreadRecordTransfer
}

/** A thread's only message: it takes up jobs from now on. While measured it sends nothing. */
export type ThreadMessage = 'ready'

/** The only message to a thread: cancel what waits and end. */
type StopMessage = 'stop'

/** A thread to start: its built file, the record it writes, and what only it is told. */
export interface ThreadPlan {
  readonly file: string
  readonly record: ThreadRecord
  readonly extra?: object
}

/**
 * Starts a contender's threads. `records` are all that will be written, which are more than the
 * threads started here where a thread starts others. Never throws: a contender of which a thread
 * cannot be started has died.
 */
export function startThreads(
  setup: ContenderSetup,
  threads: readonly ThreadPlan[],
  records: readonly ThreadRecord[] = threads.map(({ record }) => record),
): RunningContender {
  const { spec, plan, control, engineFolder, httpPort } = setup
  const common = { spec, plan: plan.transfer, control: control.transfer, httpPort }
  const running: MeasuredThread[] = []
  let refusal: Error | null = null
  for (const { file, record, extra } of threads) {
    const order: ThreadOrder = { ...common, ...extra, record: record.transfer }
    try {
      running.push(new MeasuredThread(record.name, join(engineFolder, file), order))
    } catch (error) {
      refusal = new Error(`${record.name} could not be started: ${messageOf(error)}`)
      break
    }
  }
  return {
    records,
    ready:
      refusal === null
        ? Promise.all(running.map((thread) => thread.ready)).then(() => undefined)
        : new Promise(() => undefined),
    died:
      refusal === null
        ? Promise.race(running.map((thread) => thread.died))
        : Promise.resolve(refusal),
    stop: async () => {
      control.stop()
      await Promise.all(running.map((thread) => thread.stop()))
    },
  }
}

/** One worker thread that takes part in a measurement, seen from the coordinator. */
class MeasuredThread {
  readonly ready: Promise<void>
  readonly died: Promise<Error>
  readonly #worker: Worker
  readonly #exited: Promise<void>
  #isStopping = false

  constructor(name: string, file: string, order: ThreadOrder) {
    const worker = new Worker(file, { name, workerData: order })
    this.#worker = worker
    this.ready = new Promise((resolve) => {
      worker.once('message', () => {
        resolve()
      })
    })
    this.died = new Promise((resolve) => {
      worker.once('error', (error) => {
        if (this.#isStopping) return
        resolve(new Error(`${name}: ${messageOf(error)}`, { cause: error }))
      })
      worker.once('exit', (code) => {
        if (!this.#isStopping) resolve(new Error(`${name}: the thread exited with code ${code}`))
      })
    })
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => {
        resolve()
      })
    })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    const message: StopMessage = 'stop'
    this.#worker.postMessage(message)
    const timer = setTimeout(() => void this.#worker.terminate(), GRACE_MS)
    await this.#exited
    clearTimeout(timer)
  }
}
