import type { Page } from 'playwright-core'
import { specSchema, type Spec } from '../../../src/engine/spec/spec'

/** What the page did while a run was going on. */
export interface Watched {
  /** Progress events that reached the page. */
  readonly events: number
  /** Milliseconds between two frames, of all frames drawn. */
  readonly frameGapsMs: readonly number[]
  /** Of the contender that was measured last. */
  readonly jobsPerSecond: number
}

/** The io-bound comparison, with what a bench changes of it. */
export function benchSpec(change: Partial<Spec>): Spec {
  return specSchema.parse({
    name: 'bench',
    workload: { kind: 'wait', waitMs: 20 },
    concurrency: 400,
    workers: 8,
    durationMs: 3_000,
    warmupMs: 500,
    // Each begins with a warm-up.
    blocks: 2,
    contenders: ['event-loop'],
    seed: 1,
    ...change,
  })
}

/** Runs a spec from the page and watches the page until the run is over. */
export function watch(page: Page, spec: Spec): Promise<Watched> {
  return page.evaluate(
    (wanted) =>
      new Promise<Watched>((resolve, reject) => {
        let events = 0
        let isOver = false
        const frameGapsMs: number[] = []
        let lastMs = performance.now()
        const countFrame = (nowMs: number): void => {
          frameGapsMs.push(nowMs - lastMs)
          lastMs = nowMs
          if (!isOver) requestAnimationFrame(countFrame)
        }
        requestAnimationFrame(countFrame)
        const stop = window.lab.on('run', (event) => {
          if (event.kind === 'progressed') events += 1
          if (event.kind === 'failed') reject(new Error(event.error.message))
          if (event.kind !== 'finished' || event.result.kind !== 'corewise-result') return
          stop()
          isOver = true
          const last = event.result.contenders.at(-1)
          const figures = last?.status === 'measured' ? last.figures : null
          resolve({ events, frameGapsMs, jobsPerSecond: figures?.jobsPerSecond ?? 0 })
        })
        void window.lab.startRun(wanted).then((reply) => {
          if (!reply.ok) reject(new Error(reply.error.message))
        })
      }),
    spec,
  )
}
