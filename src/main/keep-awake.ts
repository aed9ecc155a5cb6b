import { powerSaveBlocker } from 'electron'
import type { RunEvent } from '../contract/run'

/**
 * Keeps the system from suspending the lab while something is measured; to be told of every event
 * of it.
 */
export function createKeepAwake(): (kind: RunEvent['kind']) => void {
  let blocker: number | null = null
  return (kind) => {
    if (kind === 'started') blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    if (blocker === null || (kind !== 'finished' && kind !== 'failed')) return
    powerSaveBlocker.stop(blocker)
    blocker = null
  }
}
