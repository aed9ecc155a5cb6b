import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import {
  answerWhereThreadsStand,
  askLineUnderWay,
} from '../../../src/engine/process/where-threads-stand'

/** Hangs in its fourth line where it is told to, and else answers what it is told. */
const source = `const { parentPort, workerData } = require('node:worker_threads')
function job() {
  parentPort.postMessage('begun')
  for (;;) Math.sqrt(2)
}
if (workerData === 'hang') job()
parentPort.on('message', (word) => parentPort.postMessage(word))
parentPort.postMessage('begun')`

test('a thread that does not end is told by its line, and others go on as before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'scratch-stands-'))
  const file = join(folder, 'job.cjs')
  writeFileSync(file, source)
  const start = async (workerData: string): Promise<Worker> => {
    const worker = new Worker(file, { workerData })
    await once(worker, 'message')
    return worker
  }
  const idle = await start('idle')
  const asking = new Worker(file, { name: 'coordinator' })
  answerWhereThreadsStand()
  const hanging = await start('hang')
  expect(await askLineUnderWay(file)).toBe(4)
  for (const worker of [idle, asking]) {
    const answer = once(worker, 'message')
    worker.postMessage('still there')
    await answer
  }
  await Promise.all([idle, asking, hanging].map((worker) => worker.terminate()))
  rmSync(folder, { recursive: true })
})
