import { freeMemory } from '../engine/measure/machine/free-memory'
import type { Sweep } from '../engine/result/sweep'
import type { Result } from '../engine/result/result'
import type { Spec } from '../engine/spec/spec'
import { GrowingResult } from '../host/library/growing-result'
import { Library } from '../host/library/library'
import { nullIfNotStopped } from '../host/run/run-error'
import { memoryWarning } from '../report/note/memory-warning'
import { readEnvironment } from '../engine/measure/machine/read-environment'
import { effectiveCores } from '../engine/measure/processors/processors'
import { buildInfo } from '../host/build-info'
import { cancelOnSignals, endWithNothing } from './cancellation'
import { deliver, type DeliveryOptions } from './outcome/deliver'
import type { ExitCode } from './exit-code'
import { placeFor } from './outcome/save-result'
import { showProgress, silent, type ProgressView } from './view/progress'
import type { Terminal } from './terminal'

/** What is to be done with what was measured, and with the folder that it is kept in. */
type AfterRun = (result: Result | Sweep, folder: string, signal: AbortSignal) => Promise<void>

/**
 * Measures with progress shown and signals heeded, then prints and keeps what was measured.
 *
 * @param start starts the run or the sweep
 * @param specs what is run, all of it
 * @param after is done once what was measured is kept, and not at all where it was cancelled
 * @returns what the process should end with
 * @throws InputError, OutputError, RunError
 */
export async function measure(
  start: (
    view: ProgressView,
    signal: AbortSignal,
    onPoint: (soFar: Sweep) => Promise<void>,
  ) => Promise<Result | Sweep>,
  specs: readonly Spec[],
  options: DeliveryOptions,
  terminal: Terminal,
  after: AfterRun = () => Promise.resolve(),
): Promise<ExitCode> {
  const place = await placeFor(options.out, new Library(), terminal)
  const growing = place === null ? null : new GrowingResult(place)
  const warning = memoryWarning(specs, {
    cores: effectiveCores(readEnvironment(buildInfo)),
    freeBytes: freeMemory(),
  })
  if (warning !== null) terminal.tell(terminal.paintAside.yellow(warning))
  const cancellation = cancelOnSignals(terminal)
  try {
    const view = options.quiet === true ? silent : showProgress(terminal)
    const onPoint = async (soFar: Sweep): Promise<void> => growing?.update(soFar)
    const result = await nullIfNotStopped(start(view, cancellation.signal, onPoint)).finally(() => {
      view.end()
    })
    if (result === null) return endWithNothing(cancellation, terminal)
    const exitCode = await deliver(result, growing, options, cancellation, terminal)
    const folder = growing?.folder ?? null
    if (folder !== null && cancellation.exitCode === null) {
      await after(result, folder, cancellation.signal)
    }
    return cancellation.exitCode ?? exitCode
  } finally {
    cancellation.release()
  }
}
