import { basename, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { BlockSpec } from '../../spec/spec'
import type { ControlTransfer } from '../../measure/control'
import { noteCpuTimes } from '../../measure/cpu/note-cpu-times'
import type { ThreadRecord, ThreadRecordTransfer } from '../../measure/thread-record'
import { HANGS_AFTER_MS } from '../../own-job/trial'
import { askLineUnderWay } from '../../process/where-threads-stand'
import type { Plan, PlanTransfer } from '../../workload/plan'
import type { ContenderSetup, RunningContender } from './running-contender'
import { messageWithPlace, messageOf } from '../message-of'

/** How long threads may take to end by themselves: a cancelled run has a second in all. */
const GRACE_MS = 150

/** The same where they write a profile at their end. */
const PROFILED_GRACE_MS = 5_000

/** What every measured thread gets when it starts (`workerData`). */
export interface ThreadOrder {
  readonly spec: BlockSpec
  readonly plan: PlanTransfer
  readonly control: ControlTransfer
  readonly httpPort: number | null
  readonly record: ThreadRecordTransfer
  /** Where the thread writes what it executed; null in all that is measured. */
  readonly profileFolder: string | null
}

/**
 * What a thread is told: take up jobs, let them be, end. The last is said only after the second.
 */
export type ThreadWord = 'go' | 'halt' | 'end'

/** What it answers to the first two. While measured it sends nothing. */
export type ThreadAnswer =
  | { readonly kind: 'ready' }
  /** So many jobs stay in flight, for the next block. */
  | { readonly kind: 'parked'; readonly kept: number }

/** A thread to start: its built file, the record it writes, and what only it is told. */
export interface ThreadPlan {
  readonly file: string
  readonly record: ThreadRecord
  readonly extra?: object
}

/**
 * Starts a contender's threads, parked. `records` are all that will be written, which are more than
 * the threads started here where a thread starts others. Never throws: a contender of which a
 * thread cannot be started has died.
 */
export function startThreads(
  setup: ContenderSetup,
  threads: readonly ThreadPlan[],
  records: readonly ThreadRecord[] = threads.map(({ record }) => record),
): RunningContender {
  const { spec, plan, control, engineFolder, httpPort, profileFolder = null } = setup
  const common = { spec, plan: plan.transfer, control: control.transfer, httpPort, profileFolder }
  const running: MeasuredThread[] = []
  let refusal: Error | null = null
  for (const { file, record, extra } of threads) {
    const order: ThreadOrder = { ...common, ...extra, record: record.transfer }
    try {
      // Of several it is told which one died.
      const prefix = records.length === 1 ? '' : `${record.name}: `
      running.push(new MeasuredThread(record.name, prefix, join(engineFolder, file), order))
    } catch (error) {
      refusal = new Error(`${record.name} could not be started: ${messageOf(error)}`)
      break
    }
  }
  noteCpuTimes(
    running.map(({ worker }) => worker),
    records,
    control,
  )
  let kept = 0
  /** A thread that is parked answers no halt. */
  let isGoing = false
  const lineOfHang = (): Promise<number | null> =>
    plan.own === null ? Promise.resolve(null) : askLineUnderWay(plan.own.file)
  let giveUp = (): Promise<void> => Promise.resolve()
  const isStuck = new Promise<Error>((resolve) => {
    giveUp = async () => {
      resolve(new Error(notReady(plan, await lineOfHang())))
    }
  })
  const died =
    refusal === null
      ? Promise.race([isStuck, ...running.map((thread) => thread.died)])
      : Promise.resolve(refusal)
  control.park()
  return {
    records,
    get keepsJobs() {
      return kept > 0
    },
    go: async () => {
      if (refusal !== null) await new Promise(() => undefined)
      for (const record of records) record.clear()
      control.unpark(kept)
      isGoing = true
      const limit =
        plan.own === null ? undefined : setTimeout(() => void giveUp(), HANGS_AFTER_MS).unref()
      void died.then(() => {
        clearTimeout(limit)
      })
      await Promise.all(running.map((thread) => thread.ask('go')))
      clearTimeout(limit)
    },
    park: async () => {
      control.park()
      if (!isGoing) return
      const answers = await Promise.all(running.map((thread) => thread.ask('halt')))
      kept = answers.reduce((sum, answer) => sum + (answer.kind === 'parked' ? answer.kept : 0), 0)
      isGoing = false
    },
    died,
    lineOfHang,
    stop: async () => {
      control.stop()
      await Promise.all(running.map((thread) => thread.stop()))
    },
  }
}

function isAnswer(message: unknown): message is ThreadAnswer {
  return (
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    (message.kind === 'ready' || message.kind === 'parked')
  )
}

function notReady({ own }: Plan, line: number | null): string {
  const at = line === null ? '' : `:${line}`
  const name = own === null ? 'the file' : basename(own.file) + at
  return `${name} does not end as it is loaded, or in \`before\`: nothing came of it in ${HANGS_AFTER_MS / 1_000} s`
}

/** One worker thread that takes part in a measurement, seen from the coordinator. */
class MeasuredThread {
  readonly died: Promise<Error>
  readonly worker: Worker
  readonly #exited: Promise<void>
  readonly #graceMs: number
  #isStopping = false

  constructor(name: string, prefix: string, file: string, order: ThreadOrder) {
    const worker = new Worker(file, { name, workerData: order })
    this.worker = worker
    this.#graceMs = order.profileFolder === null ? GRACE_MS : PROFILED_GRACE_MS
    this.died = new Promise((resolve) => {
      worker.once('error', (error) => {
        if (this.#isStopping) return
        const message = prefix + messageWithPlace(error, order.plan.own)
        resolve(new Error(message, { cause: error }))
      })
      worker.once('exit', (code) => {
        if (!this.#isStopping) resolve(new Error(`${prefix}the thread exited with code ${code}`))
      })
    })
    this.#exited = new Promise((resolve) => {
      worker.once('exit', () => {
        resolve()
      })
    })
  }

  /** Resolves with the answer; stays pending if the thread dies before. */
  ask(word: 'go' | 'halt'): Promise<ThreadAnswer> {
    return new Promise((resolve) => {
      const hear = (answer: unknown): void => {
        // Somebody's job can post messages in the name of its thread.
        if (!isAnswer(answer)) return
        this.worker.off('message', hear)
        resolve(answer)
      }
      this.worker.on('message', hear)
      this.worker.postMessage(word satisfies ThreadWord)
    })
  }

  async stop(): Promise<void> {
    this.#isStopping = true
    this.worker.postMessage('halt' satisfies ThreadWord)
    this.worker.postMessage('end' satisfies ThreadWord)
    const timer = setTimeout(() => void this.worker.terminate(), this.#graceMs)
    await this.#exited
    clearTimeout(timer)
  }
}
