import { isolated } from '../../../report/isolated-text'
import type { Delivery } from '../../../contract/export'
import { download } from '../../model/delivered-file'
import { useNotices } from '../notices'

/** Tells what became of something that was to leave the lab, and brings it on its way where it has to. */
export function useDelivery(): (delivery: Delivery | null, what: string) => Promise<void> {
  const notices = useNotices()
  return async (delivery, what) => {
    switch (delivery?.kind) {
      case 'saved':
        notices.tell(`${what} saved as ${isolated(delivery.path)}`)
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
