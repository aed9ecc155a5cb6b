import { parentPort, workerData } from 'node:worker_threads'

// A thread that blocks until its process ends.

/** A word that nobody changes. */
const word = workerData as Int32Array<SharedArrayBuffer>

parentPort?.postMessage('waiting')
Atomics.wait(word, 0, 0)
