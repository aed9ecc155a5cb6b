import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/** Starts the other thread of a pair; resolves when it runs. */
export async function startPartner(engineFolder: string): Promise<Worker> {
  const worker = new Worker(join(engineFolder, 'partner-thread.cjs'), { name: 'partner' })
  await once(worker, 'online')
  return worker
}
