import { printableJson } from '../../host/output/printable'
import type { Command } from 'commander'
import { hasFailed, hasOutcome } from '../../engine/result/has-outcome'
import type { Sweep } from '../../engine/result/sweep'
import type { Result } from '../../engine/result/result'
import { InputError, quote } from '../../host/input/input-error'
import type { GrowingRecord } from '../../host/library/growing-record'
import type { KeptRecord } from '../../host/library/kept-record'
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

/** A record for people, or the file itself for programs. */
export function printRecord(record: KeptRecord, isJson: boolean, terminal: Terminal): void {
  terminal.print(isJson ? printableJson(withSchemaName(record)) : viewOf(record, terminal.paint))
}

function viewOf(record: KeptRecord, paint: Paint): string {
  switch (record.kind) {
    case 'corewise-result':
      return resultView(record, paint)
    case 'corewise-sweep':
      return sweepView(record, paint)
    case 'corewise-cost':
    case 'corewise-memory':
      return surveyView(record, paint)
    case 'corewise-foreign':
      return foreignView(record, paint)
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
  record: Result | Sweep,
  growing: GrowingRecord | null,
  options: DeliveryOptions,
  cancellation: Cancellation,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!hasOutcome(record)) return endWithNothing(cancellation, terminal)
  const { exitCode } = cancellation
  printRecord(record, options.json ?? false, terminal)
  if (growing !== null) await keep(record, growing, options, cancellation, terminal)
  if (exitCode !== null) return exitCode
  const hasArrived = await sendResult(record, options, terminal)
  return growing === null || hasFailed(record) || !hasArrived ? exitCodes.failed : exitCodes.done
}
