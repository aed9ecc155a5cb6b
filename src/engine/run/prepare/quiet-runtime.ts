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

/** How much of its own code a function runs, in bytes, until V8 considers to compile it. */
export const INTERRUPT_BUDGET = 66 * 1024
/** As much in a rehearsal. */
const REHEARSAL_BUDGET = 2 * 1024

/**
 * Has V8 compile functions of all threads after they ran a thirtieth of what they else would, until
 * the function that is returned is called. Those that run once for each timer would else be
 * compiled one to three seconds after a thread has begun, which is in the blocks that are measured.
 */
export function compileEarly(): () => void {
  setFlagsFromString(`--interrupt-budget=${REHEARSAL_BUDGET}`)
  return () => {
    setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`)
  }
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
