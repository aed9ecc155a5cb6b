import { join } from 'node:path'
import { Piscina } from 'piscina'
import { poolOptions } from '../../thread/pool-options'
import { takeUp } from '../../thread/worker-context'
import type { ThreadOrder } from '../../thread/start/start-threads'

/** A thread that owns a bare Piscina. */
export interface BarePoolOrder extends ThreadOrder {
  readonly engineFolder: string
}

// The same load as the pool contender's on a Piscina with the same options, whose job is empty and
// records nothing; neither does the thread that hands jobs in.

const { order, control, nextBlock, reportReady, blockEnded } = takeUp<BarePoolOrder>()

async function bareClient(pool: Piscina): Promise<void> {
  while (!control.isHalted) await pool.run(control.nextJob())
}

/** A pool that is destroyed refuses what it has not run. */
function refusedAtTheEnd(error: unknown): void {
  if (!control.isHalted) throw error
}

async function serve(): Promise<void> {
  const { workers, concurrency } = order.spec
  const filename = join(order.engineFolder, 'empty-job.cjs')
  const pool = new Piscina({ ...poolOptions(workers), filename })
  await Promise.all(Array.from({ length: workers }, () => pool.run(null)))
  if (!(await nextBlock())) return
  reportReady()
  for (let client = 0; client < concurrency; client++) void bareClient(pool).catch(refusedAtTheEnd)
  await blockEnded()
  await pool.destroy()
}

void serve()
