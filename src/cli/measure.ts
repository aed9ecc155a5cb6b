import type { Result, Sweep } from '../engine/result/result'
import { nullIfNotStopped } from '../host/run/run-error'
import { cancelOnSignals, endWithNothing } from './cancellation'
import { deliver, type DeliveryOptions } from './deliver'
import type { ExitCode } from './exit-code'
import { showProgress, silent, type ProgressView } from './view/progress'
import type { Terminal } from './terminal'

/**
 * Measures with progress shown and signals heeded, then prints and keeps what was measured.
 *
 * @param start starts the run or the sweep
 * @returns what the process should end with
 * @throws InputError, OutputError, RunError
 */
export async function measure(
  start: (view: ProgressView, signal: AbortSignal) => Promise<Result | Sweep>,
  options: DeliveryOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const cancellation = cancelOnSignals(terminal)
  try {
    const view = options.quiet === true ? silent : showProgress(terminal)
    const record = await nullIfNotStopped(start(view, cancellation.signal)).finally(() => {
      view.end()
    })
    if (record === null) return endWithNothing(cancellation, terminal)
    return await deliver(record, options, cancellation, terminal)
  } finally {
    cancellation.release()
  }
}
