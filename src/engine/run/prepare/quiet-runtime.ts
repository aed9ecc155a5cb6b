import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * Has the runtime leave alone the heaps of threads that are started from now on and do nothing. It
 * would collect their garbage some seconds later, in helper threads that are counted as those of
 * the contender that is measured then.
 */
export function leaveIdleHeapsAlone(): void {
  setFlagsFromString('--no-memory-reducer')
}

/**
 * Has threads that are started from now on compile in the runtime's helper threads and begin with
 * as small a heap as programs do: the coordinator's own was started otherwise (see
 * `engine-process.ts`).
 */
export function startThreadsAsUsual(): void {
  setFlagsFromString('--concurrent-recompilation')
  setFlagsFromString('--min-semi-space-size=0')
}

const collect = exposedCollection()

/**
 * Collects the calling thread's garbage, to be called between blocks: it would else be done in one.
 * The heap may then grow so far that nothing of it is marked before the next time.
 */
export function collectGarbage(): void {
  setFlagsFromString('--heap-growing-percent=400')
  collect()
  setFlagsFromString('--heap-growing-percent=0')
}

function exposedCollection(): () => void {
  setFlagsFromString('--expose-gc')
  const exposed = runInNewContext('gc') as () => void
  setFlagsFromString('--no-expose-gc')
  return exposed
}
