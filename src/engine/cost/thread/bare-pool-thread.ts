import { join } from 'node:path'
import { Piscina } from 'piscina'
import { poolOptions } from '../../thread/pool-options'
import { takeUp } from '../../thread/worker-context'
import type { ThreadOrder } from '../../thread/start-threads'

/** A thread that owns a bare Piscina. */
export interface BarePoolOrder extends ThreadOrder {
  readonly engineFolder: string
}

// The same load as the pool contender's on a Piscina with the same options, whose job is empty and
// records nothing; neither does the thread that hands jobs in.

const { order, control, reportReady, stopRequested } = takeUp<BarePoolOrder>()

async function bareClient(pool: Piscina): Promise<void> {
  while (!control.isStopping) await pool.run(control.nextJob())
}

/** A pool that is destroyed refuses what it has not run. */
function refusedAtTheEnd(error: unknown): void {
  if (!control.isStopping) throw error
}

async function serveUntilStopped(): Promise<void> {
  const stopped = stopRequested()
  const { workers, concurrency } = order.spec
  const filename = join(order.engineFolder, 'empty-job.cjs')
  const pool = new Piscina({ ...poolOptions(workers), filename })
  await Promise.all(Array.from({ length: workers }, () => pool.run(null)))
  reportReady()
  for (let client = 0; client < concurrency; client++) void bareClient(pool).catch(refusedAtTheEnd)
  await stopped
  await pool.destroy()
}

void serveUntilStopped()
