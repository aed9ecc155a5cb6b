import { exitCodes, type ExitCode } from './exit-code'
import type { Terminal } from './terminal'

const signals = {
  SIGINT: exitCodes.interrupted,
  SIGTERM: exitCodes.terminated,
  SIGHUP: exitCodes.hungUp,
} as const

/**
 * A second signal so soon is the same one: npm passes on what the terminal has sent to all, and
 * `timeout` sends it to a process and to its group. A run is over by then.
 */
const SAME_SIGNAL_MS = 1_000

/** What a signal from outside does to a run. */
export interface Cancellation {
  readonly signal: AbortSignal
  /** What to end with because of the signal that came; null where none did. */
  readonly exitCode: ExitCode | null
  /** Gives the signals their usual meaning again. */
  release(): void
}

const NOTHING_KEPT = 'Cancelled before anything was measured that could be kept.'

/** A command that was cancelled before there was anything to go on with. */
export class CancelledError extends Error {
  override readonly name = 'CancelledError'
  /** What the process should end with. */
  readonly exitCode: ExitCode

  constructor({ exitCode }: Cancellation) {
    super(NOTHING_KEPT)
    this.exitCode = exitCode ?? exitCodes.failed
  }
}

/**
 * Says that a cancellation left nothing to keep.
 *
 * @returns what the process should end with
 */
export function endWithNothing({ exitCode }: Cancellation, terminal: Terminal): ExitCode {
  terminal.tell(NOTHING_KEPT)
  return exitCode ?? exitCodes.failed
}

/**
 * Writes files so that a signal leaves none of them half done: it ends the process once what was
 * written is gone again, or all of it is there. To be used for the writing alone; a signal before
 * it may end the process as it likes, since nothing is on the disk yet.
 */
export async function writeUndisturbed<T>(write: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const { signal } = controller
  const onSignal = (name: NodeJS.Signals): void => {
    controller.abort(signals[name as keyof typeof signals])
  }
  for (const name of Object.keys(signals)) process.on(name, onSignal)
  try {
    return await write(signal)
  } finally {
    for (const name of Object.keys(signals)) process.off(name, onSignal)
    if (signal.aborted) process.exit(signal.reason as ExitCode)
  }
}

/**
 * Lets Ctrl-C and the system's signals cancel a run: the first one ends it and keeps what was
 * measured, a second one ends the process at once. Threads end with it, and so does the loopback
 * service.
 */
export function cancelOnSignals(terminal: Terminal): Cancellation {
  const controller = new AbortController()
  let exitCode: ExitCode | null = null
  let firstMs = 0
  const onSignal = (name: NodeJS.Signals, number?: number): void => {
    const code = signals[name as keyof typeof signals]
    if (exitCode !== null) {
      // Without a number it was not sent: npm is gone after Ctrl-C, and nobody asks for haste.
      const isSent = number !== undefined
      if (isSent && performance.now() - firstMs > SAME_SIGNAL_MS) process.exit(code)
      return
    }
    firstMs = performance.now()
    exitCode = code
    controller.abort()
    terminal.tell('\nCancelling: what was measured is kept. Again to end at once.')
  }
  for (const name of Object.keys(signals)) process.on(name, onSignal)
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode
    },
    release: () => {
      for (const name of Object.keys(signals)) process.off(name, onSignal)
    },
  }
}
