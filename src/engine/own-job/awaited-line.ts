import { createHook } from 'node:async_hooks'
import { lineIn } from './line-in'

/** What takes longer is told of. */
const TOLD_AFTER_MS = 1_000

/** Of a call that makes more promises than this it is not looked where each is made. */
const MOST_PROMISES = 10_000

/**
 * Does work of a job file, and tells once, where it takes longer than a second, the line of the
 * file at which the last promise was made. `await` makes one, so that of work which awaits what
 * never comes this is the line where it stands. Not for what is measured: each promise costs
 * microseconds more.
 */
export async function tellAwaited<Value>(
  file: string,
  work: () => Promise<Value>,
  tell: (line: number) => void,
): Promise<Value> {
  let line: number | null = null
  let left = MOST_PROMISES
  const hook = createHook({
    init: (_, type) => {
      if (type !== 'PROMISE') return
      left -= 1
      line = left < 0 ? null : (lineIn(new Error(), file) ?? line)
    },
  })
  hook.enable()
  const timer = setTimeout(() => {
    if (line !== null) tell(line)
  }, TOLD_AFTER_MS)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
    hook.disable()
  }
}
