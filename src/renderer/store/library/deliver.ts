import { isolated } from '../../../report/isolated-text'
import type { Delivery } from '../../../contract/export'
import { download } from '../../model/delivered-file'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/**
 * Tells what became of something that was to leave the lab, and brings it on its way where it has
 * to.
 */
export function useDelivery(): (delivery: Delivery | null, what: string) => Promise<void> {
  const lab = useLab()
  const notices = useNotices()
  const reveal = async (): Promise<void> => {
    notices.valueOf(await lab.revealSaved())
  }
  return async (delivery, what) => {
    switch (delivery?.kind) {
      case 'saved':
        notices.tell(`${what} saved to ${isolated(delivery.path)}`, {
          label: 'Show in folder',
          run: () => void reveal(),
        })
        return
      case 'copied':
        notices.tell(`${what} copied`)
        return
      case 'content':
        await download(delivery.files)
        notices.tell(`${what} downloaded`)
        return
      case 'dismissed':
      case undefined:
    }
  }
}
