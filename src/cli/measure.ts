import { freeMemory } from '../engine/measure/machine/free-memory'
import type { Result, Sweep } from '../engine/result/result'
import type { Spec } from '../engine/spec/spec'
import { nullIfNotStopped } from '../host/run/run-error'
import { memoryWarning } from '../report/memory-warning'
import { cancelOnSignals, endWithNothing } from './cancellation'
import { deliver, type DeliveryOptions } from './deliver'
import type { ExitCode } from './exit-code'
import { showProgress, silent, type ProgressView } from './view/progress'
import type { Terminal } from './terminal'

/**
 * Measures with progress shown and signals heeded, then prints and keeps what was measured.
 *
 * @param start starts the run or the sweep
 * @param specs what is run, all of it
 * @returns what the process should end with
 * @throws InputError, OutputError, RunError
 */
export async function measure(
  start: (view: ProgressView, signal: AbortSignal) => Promise<Result | Sweep>,
  specs: readonly Spec[],
  options: DeliveryOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const warning = memoryWarning(specs, freeMemory())
  if (warning !== null) terminal.tell(terminal.paintAside.yellow(warning))
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
