import { printableJson } from '../../host/output/printable'
import type { Command } from 'commander'
import { hasFailed, hasOutcome } from '../../engine/result/has-outcome'
import type { Sweep } from '../../engine/result/sweep'
import type { Result } from '../../engine/result/result'
import { InputError, quote } from '../../host/input/input-error'
import type { GrowingResult } from '../../host/library/growing-result'
import type { KeptResult } from '../../host/library/kept-result'
import { endWithNothing, type Cancellation } from '../cancellation'
import { exitCodes, type ExitCode } from '../exit-code'
import { withSchemaName } from '../../host/schema/published'
import { keep } from './save-result'
import { sendResult, type SendOptions } from './send-result'
import { foreignView } from '../view/foreign-view'
import { resultView } from '../view/result-view'
import { surveyView } from '../view/survey-view'
import { sweepView } from '../view/sweep-view'
import type { Paint, Terminal } from '../terminal'
import { addThemeFlag, type ThemeOptions } from '../flag/theme-flag'

/** How the person wants what was measured. */
export interface DeliveryOptions extends ThemeOptions, SendOptions {
  readonly out?: string
  readonly json?: boolean
  readonly quiet?: boolean
}

/** Adds the flags that say where results go, and how their charts look. */
export function addDeliveryFlags(command: Command): Command {
  command
    .option(
      '--out <folder>',
      'where to write: the folder itself if it is missing or empty, else a new one in it (without: the library)',
      outFolder,
    )
    .option('--json', 'print the result file and nothing else on standard output')
    .option('--quiet', 'print no progress and no file names')
  return addThemeFlag(command, 'the theme of the charts')
}

/**
 * The folder that `--out` names.
 *
 * @throws InputError where it names none, as an unset variable of a shell does
 */
export function outFolder(text: string): string {
  if (text.trim() !== '') return text
  const message = `--out: expected a folder, got ${quote(text)}`
  throw new InputError('invalid-field', message, { source: '--out', value: text })
}

/** A result for people, or the file itself for programs. */
export function printResult(result: KeptResult, isJson: boolean, terminal: Terminal): void {
  terminal.print(isJson ? printableJson(withSchemaName(result)) : viewOf(result, terminal.paint))
}

function viewOf(result: KeptResult, paint: Paint): string {
  switch (result.kind) {
    case 'corewise-result':
      return resultView(result, paint)
    case 'corewise-sweep':
      return sweepView(result, paint)
    case 'corewise-cost':
    case 'corewise-memory':
      return surveyView(result, paint)
    case 'corewise-foreign':
      return foreignView(result, paint)
  }
}

/**
 * Prints what was measured and keeps it, also after a cancellation if anything was measured.
 *
 * @param growing where it is kept; null where it cannot be
 * @returns what the process should end with
 * @throws OutputError where it cannot be kept
 */
export async function deliver(
  result: Result | Sweep,
  growing: GrowingResult | null,
  options: DeliveryOptions,
  cancellation: Cancellation,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!hasOutcome(result)) return endWithNothing(cancellation, terminal)
  const { exitCode } = cancellation
  printResult(result, options.json ?? false, terminal)
  if (growing !== null) await keep(result, growing, options, cancellation, terminal)
  if (exitCode !== null) return exitCode
  const hasArrived = await sendResult(result, options, terminal)
  return growing === null || hasFailed(result) || !hasArrived ? exitCodes.failed : exitCodes.done
}
