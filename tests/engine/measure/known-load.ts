import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Control } from '../../../src/engine/measure/control'
import { ThreadRecord } from '../../../src/engine/measure/thread-record'
import { buildThreads } from '../../build-threads'
import type { KnownLoad, Load } from './known-load-thread'

/** A real thread that does exactly what it is told, and the record that it writes. */
export interface KnownLoadThread {
  readonly control: Control
  readonly record: ThreadRecord
  readonly worker: Worker
  /** Has the thread do something, and resolves when it has. */
  bear(load: Load): Promise<void>
}

const building = buildThreads({
  'known-load-thread': join(import.meta.dirname, 'known-load-thread.ts'),
})

/** Starts such a thread; it has begun its record when this resolves. */
export async function startKnownLoad(name = 'known load'): Promise<KnownLoadThread> {
  const control = Control.allocate()
  const record = ThreadRecord.allocate(name, control)
  const workerData: KnownLoad = { control: control.transfer, record: record.transfer }
  const worker = new Worker(join(await building, 'known-load-thread.cjs'), { workerData })
  await once(worker, 'message')
  return {
    control,
    record,
    worker,
    bear: async (load) => {
      worker.postMessage(load)
      await once(worker, 'message')
    },
  }
}
