import { CommanderError } from 'commander'
import { InputError } from '../host/input/input-error'
import { messageOf, OutputError } from '../host/output/output-error'
import { CancelledError } from './cancellation'
import { exitCodes, type ExitCode } from './exit-code'
import { printable, type Terminal } from './terminal'

/**
 * Tells what went wrong in one line, with its origin where that is asked for.
 *
 * @returns what the process should end with
 */
export function explainFailure(
  error: unknown,
  isDebugging: boolean,
  { tell, paintAside }: Terminal,
): ExitCode {
  if (error instanceof CommanderError) {
    // Help and version were asked for and printed.
    if (error.exitCode === 0) return exitCodes.done
    if (error.code === 'commander.help') return exitCodes.badInput
  }
  if (error instanceof CancelledError) {
    tell(error.message)
    return error.exitCode
  }
  const message = messageOf(error).replace(/^error: /, '')
  tell(`${paintAside.red('error:')} ${printable(message)}`)
  if (isDebugging && error instanceof Error) tell(stackOf(error))
  return isBadInput(error) ? exitCodes.badInput : exitCodes.failed
}

function isBadInput(error: unknown): boolean {
  if (error instanceof OutputError) return error.reason === 'not-a-folder'
  return error instanceof InputError || error instanceof CommanderError
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : ''
  return (error.stack ?? error.message) + cause
}
