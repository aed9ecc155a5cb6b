import { writeFileSync } from 'node:fs'
import { killTree } from './kill-tree'

/** Of 1,000 (proc(5)), which are for what is to be ended even if it holds little. */
const MOST_EXPENDABLE = '900'

/** The process that started this one, as this one sees it. */
export interface Host<Heard, Sent> {
  /** Hears all of its messages. To be called at once, before any can come. */
  readonly onMessage: (listener: (message: Heard) => void) => void
  readonly post: (message: Sent) => void
}

/** Electron's utility processes have this instead of `process.send`. */
interface ParentPort<Heard, Sent> {
  on(event: 'message', listener: (event: { readonly data: Heard }) => void): void
  postMessage(message: Sent): void
}

/**
 * Connects a process of the lab's own with the one that started it, and has it end when that one
 * does. Signals that a terminal or `kill` sends to the whole group do nothing: the host decides
 * when this process ends.
 */
export function connectToHost<Heard, Sent>(): Host<Heard, Sent> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
  const { parentPort } = process as { parentPort?: ParentPort<Heard, Sent> }
  if (parentPort !== undefined) {
    // Chromium ends a utility process whose host is gone.
    return {
      onMessage: (listener) => {
        parentPort.on('message', ({ data }) => {
          listener(data)
        })
      },
      post: (message) => {
        parentPort.postMessage(message)
      },
    }
  }
  process.on('disconnect', endAtOnce)
  return {
    onMessage: (listener) => {
      process.on('message', (message) => {
        listener(message as Heard)
      })
    },
    post: (message) => {
      // Once the host is gone nobody is to be told that it cannot hear.
      process.send?.(message, undefined, undefined, () => undefined)
    },
  }
}

/**
 * Has Linux end this process before all others where memory runs out, the host among them: of this
 * one the host can still tell.
 */
export function endFirstWithoutMemory(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', MOST_EXPENDABLE)
  } catch {
    // Not on Linux, or not allowed: then the system chooses.
  }
}

/** As from outside: `process.exit` waits for a thread that sits in the kernel. */
function endAtOnce(): void {
  killTree(process.pid)
}
