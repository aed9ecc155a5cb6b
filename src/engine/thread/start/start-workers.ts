import { join } from 'node:path'
import { Piscina } from 'piscina'
import type { Control } from '../../measure/control'
import { noteCpuTimes } from '../../measure/cpu/note-cpu-times'
import { ThreadRecord, type ThreadRecordTransfer } from '../../measure/thread-record'
import { messageWithPlace } from '../message-of'
import { poolOptions } from '../pool-options'
import type { ThreadOrder } from './start-threads'

/** What a thread is told that owns a pool's workers. */
export interface WorkersOrder {
  /** Where each worker notes what it does. */
  readonly workers: readonly ThreadRecordTransfer[]
  readonly engineFolder: string
}

/** What the workers get (Piscina's `workerData`), all of them the same. */
export interface PoolWorkerOrder extends Omit<ThreadOrder, 'record'> {
  readonly records: readonly ThreadRecordTransfer[]
  /** How many of the records were taken by a worker. */
  readonly claimed: Int32Array<SharedArrayBuffer>
}

/**
 * Resolves with a pool of which every worker has started. A worker that ends and was not asked to
 * ends the calling thread with an error.
 *
 * @typeParam Task what a worker is handed; it answers with a number
 */
export async function startWorkers<Task>(
  { workers, engineFolder, ...order }: ThreadOrder & WorkersOrder,
  control: Control,
): Promise<Piscina<Task | null, number>> {
  const { spec, plan, httpPort, profileFolder } = order
  const workerOrder: PoolWorkerOrder = {
    spec,
    plan,
    control: order.control,
    httpPort,
    profileFolder,
    records: workers,
    claimed: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  }
  const pool = new Piscina<Task | null, number>({
    ...poolOptions(workers.length),
    filename: join(engineFolder, 'pool-job.cjs'),
    workerData: workerOrder,
  })
  for (const worker of pool.threads) {
    worker.once('error', (error) => {
      if (control.isStopping) return
      throw new Error(`a worker of the pool died: ${messageWithPlace(error, plan.own)}`)
    })
    worker.once('exit', (code) => {
      if (!control.isStopping) throw new Error(`a worker of the pool exited with code ${code}`)
    })
  }
  const records = workers.map((transfer) => ThreadRecord.attach(transfer))
  noteCpuTimes(pool.threads, records, control)
  // A pool with as many idle workers as tasks gives each worker one.
  await Promise.all(workers.map(() => pool.run(null, { name: 'ready' })))
  return pool
}

/** Has every worker of an idle pool end what its jobs needed. */
export async function concludeWorkers<Task>(
  pool: Piscina<Task | null, number>,
  { workers }: WorkersOrder,
): Promise<void> {
  await Promise.allSettled(workers.map(() => pool.run(null, { name: 'conclude' })))
}
