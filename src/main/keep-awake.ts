import { powerSaveBlocker } from 'electron'
import type { RunEvent } from '../contract/run'

/** Keeps the system from suspending the lab while a run goes on; to be told every run event. */
export function createKeepAwake(): (kind: RunEvent['kind']) => void {
  let blocker: number | null = null
  return (kind) => {
    if (kind === 'started') blocker ??= powerSaveBlocker.start('prevent-app-suspension')
    if (blocker === null || (kind !== 'finished' && kind !== 'failed')) return
    powerSaveBlocker.stop(blocker)
    blocker = null
  }
}
