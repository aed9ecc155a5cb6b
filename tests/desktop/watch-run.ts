import type { CallInput } from '../../src/contract/lab-api'
import type { RunEvent } from '../../src/contract/run'
import { specSchema, type Spec } from '../../src/engine/spec/spec'
import { nodeContenders } from '../node-contenders'
import type { Evaluates } from './debugged-page'

/** What an interface sees of a run, from its start to its last event. */
export interface WatchedRun {
  readonly progressed: number
  /** In their order; one that is begun again, as the machine stood still in its block, once. */
  readonly contendersStarted: readonly string[]
  readonly last: Extract<RunEvent, { kind: 'finished' | 'failed' }>
}

/** A comparison that is over in about two seconds. */
export function shortSpec(change: Partial<CallInput<'startRun'>> = {}): Spec {
  return specSchema.parse({
    name: 'short',
    workload: { kind: 'wait', waitMs: 5 },
    concurrency: 50,
    workers: 2,
    durationMs: 400,
    warmupMs: 20,
    contenders: ['event-loop', 'thread-pool'],
    seed: 1,
    blocks: 1,
    ...change,
  })
}

/**
 * One of every contender of Node. With few jobs in flight, as one of them starts a thread for each:
 * fifty take as long to start as all else.
 */
export function shortSpecOfEveryone(change: Partial<CallInput<'startRun'>> = {}): Spec {
  return shortSpec({ contenders: [...nodeContenders], concurrency: 8, ...change })
}

/** Runs a spec through the page's own `lab` and waits for its last event. */
export function watchRun(page: Evaluates, spec: Spec): Promise<WatchedRun> {
  return page.evaluate(
    (input) =>
      new Promise<WatchedRun>((resolve, reject) => {
        let progressed = 0
        const contendersStarted = new Set<string>()
        const stop = window.lab.on('run', (event) => {
          if (event.kind === 'progressed') {
            progressed += 1
            const { progress } = event
            if (progress.kind === 'block-started') contendersStarted.add(progress.contender)
          }
          if (event.kind !== 'finished' && event.kind !== 'failed') return
          stop()
          resolve({ progressed, contendersStarted: [...contendersStarted], last: event })
        })
        void window.lab.startRun(input).then((reply) => {
          if (!reply.ok) reject(new Error(reply.error.message))
        })
      }),
    spec,
  )
}
