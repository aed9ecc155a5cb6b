import { parentPort, workerData } from 'node:worker_threads'
import type { CoordinatorMessage, CoordinatorOrder, HostMessage } from './coordinator-message'
import { runExperiment } from './run-experiment'

// The thread that starts, samples and stops the contenders' threads, so that its host's own thread
// has nothing to do with a run but to listen.

const port = parentPort
if (port === null) throw new Error('The coordinator cannot be the main thread')

const post = (message: CoordinatorMessage) => {
  port.postMessage(message)
}

const cancellation = new AbortController()
port.on('message', ({ kind }: HostMessage) => {
  cancellation.abort(kind)
})

runExperiment(workerData as CoordinatorOrder, {
  report: (progress) => {
    post({ kind: 'progress', progress })
  },
  note: post,
  signal: cancellation.signal,
})
  .then((result) => {
    post({ kind: 'finished', result })
  })
  .catch((error: unknown) => {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    post({ kind: 'failed', message, stack: stack ?? null })
  })
  .finally(() => {
    // Nothing keeps the thread alive once its port no longer listens.
    port.close()
  })
