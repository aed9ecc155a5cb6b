import { hasFailed, type Survey } from '../engine/survey'
import { GrowingResult } from '../host/library/growing-result'
import { Library } from '../host/library/library'
import { surveyFolder } from '../host/library/library-folder'
import { nullIfNotStopped } from '../host/run/run-error'
import { withFigures } from '../host/run/with-figures'
import { cancelOnSignals, endWithNothing } from './cancellation'
import { printResult, type DeliveryOptions } from './outcome/deliver'
import { exitCodes, type ExitCode } from './exit-code'
import { keep, placeFor } from './outcome/save-result'
import { showSurveyProgress, type SurveyStep } from './view/survey-progress'
import type { Terminal } from './terminal'

/** Who watches a survey: is told of each step, and can end it. */
interface Watch<Progress> {
  readonly signal: AbortSignal
  readonly onProgress: (progress: Progress) => void
}

/**
 * Measures a survey with progress shown and signals heeded, then prints and keeps it, also after a
 * cancellation if anything was measured.
 *
 * @param measure measures it, and tells how it goes
 * @param textOf a step in words
 * @returns what the process should end with
 * @throws InputError, OutputError, RunError
 */
export async function survey<Progress extends Omit<SurveyStep, 'text'>>(
  measure: (watch: Watch<Progress>) => Promise<Survey>,
  textOf: (progress: Progress) => string,
  options: DeliveryOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { out, json = false, quiet = false } = options
  const place = await placeFor(out, new Library(surveyFolder()), terminal)
  const cancellation = cancelOnSignals(terminal)
  try {
    const progress = showSurveyProgress(terminal, quiet)
    const going = measure({
      signal: cancellation.signal,
      onProgress: (step) => {
        progress.update({ ...step, text: textOf(step) })
      },
    })
    const measured = await nullIfNotStopped(going).finally(() => {
      progress.end()
    })
    const result = withFigures(measured, cancellation.exitCode !== null)
    if (result === null) return endWithNothing(cancellation, terminal)
    printResult(result, json, terminal)
    if (place !== null)
      await keep(result, new GrowingResult(place), options, cancellation, terminal)
    const isWhole = place !== null && !hasFailed(result)
    return cancellation.exitCode ?? (isWhole ? exitCodes.done : exitCodes.failed)
  } finally {
    cancellation.release()
  }
}
