import { now } from '../../measure/now'
import { startPartner } from '../thread/partner'
import type { SwitchWay } from './switch-way'

/** What the partner sends back as it is. */
export type Echoed = number

/** A number posted to another thread and back, the next one when the last has come. */
export async function messageTrip(engineFolder: string): Promise<SwitchWay> {
  const partner = await startPartner(engineFolder)
  return {
    time: (operations) =>
      new Promise((resolve) => {
        const startNs = now()
        const onEcho = (left: Echoed): void => {
          if (left > 1) {
            partner.postMessage(left - 1)
            return
          }
          partner.off('message', onEcho)
          resolve((now() - startNs) / operations)
        }
        partner.on('message', onEcho)
        partner.postMessage(operations)
      }),
    end: async () => {
      await partner.terminate()
    },
  }
}
