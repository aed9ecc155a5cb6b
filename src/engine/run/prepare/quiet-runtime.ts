import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Has the runtime leave alone the heaps of threads that are started from now on and do nothing. It
 * would collect their garbage some seconds later, in helper threads that are counted as those of the
 * contender that is measured then.
 */
export function leaveIdleHeapsAlone(): void {
  setFlagsFromString('--no-memory-reducer')
}

/** Collects the calling thread's garbage, to be called between blocks: it would else be done in one. */
export const collectGarbage = exposedCollection()

function exposedCollection(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  return collect
}
