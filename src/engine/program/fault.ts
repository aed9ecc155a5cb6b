import { betterWords } from './world/better-words'
import { OUT_OF_MEMORY } from './world/engine-words'
import { inspect, quoted } from './world/inspect'
import type { Fault } from './report'

/** Longer texts are cut. */
const MAX_MESSAGE = 1_000
const MAX_STACK = 5_000

/**
 * What was thrown, in words; never throws, whatever it is.
 *
 * @param isThrown whether the program threw it by itself: the interpreter throws `null` where it
 *   has not the memory left for an error
 */
export function faultOf(error: unknown, isThrown = false): Fault {
  const nowhere = { line: null, site: null }
  try {
    if (error === null && !isThrown) {
      return { ...nowhere, message: OUT_OF_MEMORY, stack: '', isOutOfMemory: true }
    }
    if (!(error instanceof Error)) {
      const message = `the program threw ${quoted(error)}`
      return { ...nowhere, message, stack: '', isOutOfMemory: false }
    }
    betterWords(error)
    const isOutOfMemory = error.name === 'InternalError' && error.message === OUT_OF_MEMORY
    return { ...nowhere, message: messageOf(error), stack: stackOf(error), isOutOfMemory }
  } catch {
    const message = 'the program threw what cannot be looked at'
    return { ...nowhere, message, stack: '', isOutOfMemory: false }
  }
}

function messageOf(error: Error): string {
  const text = inspect(error)
  return text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text
}

function stackOf(error: Error): string {
  return typeof error.stack === 'string' ? error.stack.slice(0, MAX_STACK) : ''
}
