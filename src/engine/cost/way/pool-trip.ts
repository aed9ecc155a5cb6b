import { join } from 'node:path'
import { Piscina } from 'piscina'
import { poolOptions } from '../../thread/pool-options'
import { now } from '../../measure/now'
import type { SwitchWay } from './switch-way'

/** An empty job of a Piscina with one thread, the next one when the last is answered. */
export async function poolTrip(engineFolder: string): Promise<SwitchWay> {
  const pool = new Piscina({ ...poolOptions(1), filename: join(engineFolder, 'empty-job.cjs') })
  await pool.run(null)
  return {
    time: async (operations) => {
      const startNs = now()
      for (let job = 0; job < operations; job++) await pool.run(null)
      return (now() - startNs) / operations
    },
    end: () => pool.destroy(),
  }
}
