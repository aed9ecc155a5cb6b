import { parentPort, workerData } from 'node:worker_threads'
import { Control, type ControlTransfer } from '../../../src/engine/measure/control'
import { now } from '../../../src/engine/measure/now'
import { milliseconds, nanoseconds } from '../../../src/engine/measure/statistics/quantity'
import { ThreadRecord, type ThreadRecordTransfer } from '../../../src/engine/measure/thread-record'
import { work } from '../../../src/engine/workload/cpu'

/** What the thread is to do once: so many rounds of work, or block for so long, or make garbage. */
export type Load =
  | { readonly kind: 'work'; readonly rounds: number }
  | { readonly kind: 'block'; readonly ms: number }
  | { readonly kind: 'garbage'; readonly objects: number }
  | { readonly kind: 'exit-in-job' }

export interface KnownLoad {
  readonly control: ControlTransfer
  readonly record: ThreadRecordTransfer
}

const { control: transfer, record: recordTransfer } = workerData as KnownLoad
const control = Control.attach(transfer)
const record = ThreadRecord.attach(recordTransfer)

parentPort?.on('message', (load: Load) => {
  record.jobStarted()
  switch (load.kind) {
    case 'work':
      work(load.rounds)
      break
    case 'block':
      record.waiting()
      control.block(milliseconds(load.ms))
      break
    case 'garbage':
      makeGarbage(load.objects)
      break
    case 'exit-in-job':
      process.exit(1)
  }
  record.jobFinished(now(), nanoseconds(2000), nanoseconds(1000))
  record.idle()
  parentPort?.postMessage('done')
})
// In a turn of the loop: before its first turn, Node gives no loop times.
setImmediate(() => {
  record.begin()
  parentPort?.postMessage('ready')
})

function makeGarbage(objects: number): void {
  let kept: unknown[] = []
  for (let count = 0; count < objects; count++) {
    kept.push({ count, list: [count] })
    if (kept.length > 10_000) kept = []
  }
}
