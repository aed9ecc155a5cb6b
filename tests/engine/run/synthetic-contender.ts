import type {
  ContenderSetup,
  RunningContender,
  Startable,
} from '../../../src/engine/thread/start/running-contender'
import { startables } from '../../../src/engine/thread/start/start-contender'
import { runExperiment } from '../../../src/engine/run/run-experiment'
import type { Figures } from '../../../src/engine/result/figures'
import type { Result } from '../../../src/engine/result/result'
import type { Spec } from '../../../src/engine/spec/spec'
import { ThreadRecord } from '../../../src/engine/measure/thread-record'
import { figuresOf, orderFor } from './built-run'

/** Called every few milliseconds with the time since the start, to record what is known. */
export type Act = (record: ThreadRecord, elapsedMs: number, setup: ContenderSetup) => void

/** A contender that does in the caller's own thread what the caller knows the truth of. */
export function syntheticContender(everyMs: number, startActing: () => Act): Startable {
  return {
    name: 'event-loop',
    start(setup): RunningContender {
      const record = ThreadRecord.allocate('synthetic', setup.control)
      record.begin()
      const act = startActing()
      const startMs = performance.now()
      const timer = setInterval(() => {
        act(record, performance.now() - startMs, setup)
      }, everyMs)
      return {
        records: [record],
        keepsJobs: false,
        go: () => {
          record.clear()
          setup.control.unpark(0)
          return Promise.resolve()
        },
        park: () => {
          setup.control.park()
          return Promise.resolve()
        },
        died: new Promise(() => undefined),
        stop: () => {
          clearInterval(timer)
          record.end()
          return Promise.resolve()
        },
      }
    },
  }
}

/** Puts a synthetic contender through the whole pipeline, in the event loop's place. */
export async function measureSynthetic(
  contender: Startable,
  spec: Spec,
): Promise<{ result: Result; figures: Figures }> {
  const order = await orderFor({ ...spec, contenders: ['event-loop'] })
  const result = await runExperiment(order, {
    report: () => undefined,
    signal: new AbortController().signal,
    contenders: { ...startables, 'event-loop': contender },
  })
  return { result, figures: figuresOf(result, 'event-loop') }
}
