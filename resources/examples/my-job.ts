// Your own job. Write what one job does in one or more of the three ways below, and leave out the
// rest. First the lab tries each way by itself and compares what they give. Then it runs the
// contenders.
import { createHash } from 'node:crypto'
import { sleep } from 'corewise' // The lab's loop. Packages are found beside a file that you choose.

/**
 * Jobs take these in turn. It may also be a function of the run's seed; without it, there is no
 * input.
 */
export const inputs = ['a', 'b', 'c']

/** Some computing, the same in every way. */
function digest(text: string): string {
  return createHash('sha256').update(text.repeat(20_000)).digest('hex')
}

/** For threads that block, `sequential` and `thread-pool`: holds its thread until it is done. */
export function blocking(input: string): string {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10) // Blocks for 10 ms.
  return digest(input)
}

/** For Node's own event loop, and the lab's: an async function. */
export async function job(input: string): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 10))
  return digest(input)
}

/** For the lab's loop alone: a coroutine. */
export function* coroutine(input: string) {
  yield* sleep(10)
  return digest(input)
}

// `before` and `after`, where you export them, are called once in every thread: connect there, and
// close.
