import { parentPort, workerData } from 'node:worker_threads'
import type { CostMessage, CostOrder } from './cost-message'
import { runCost } from './run-cost'

// The thread that measures costs: it blocks while two threads hand off, which its host must not.

const port = parentPort
if (port === null) throw new Error('Costs cannot be measured on the main thread')

const post = (message: CostMessage) => {
  port.postMessage(message)
}

const cancellation = new AbortController()
port.on('message', () => {
  cancellation.abort()
})

runCost(workerData as CostOrder, {
  report: (progress) => {
    post({ kind: 'progress', progress })
  },
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
