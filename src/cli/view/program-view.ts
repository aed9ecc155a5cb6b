import type { ProgramOutcome } from '../../engine/program/program-message'
import { describeEvent } from '../../engine/recorder/recording/describe-event'
import { eventAt, eventCount, type Recording } from '../../engine/recorder/recording/recording'
import { RunError } from '../../host/run/run-error'
import { printable, type Paint } from '../terminal'

/** A program with its lines numbered. */
export function numbered(source: string, paint: Paint): string {
  return source
    .trimEnd()
    .split('\n')
    .map((line, index) => `${paint.dim(String(index + 1).padStart(3))}  ${printable(line)}`)
    .join('\n')
}

/**
 * The first events of a recording, one a line with the loop's time, and how many there are more.
 */
export function stepsView(recording: Recording, limit: number, paint: Paint): string {
  const count = eventCount(recording)
  const shown = Array.from({ length: Math.min(count, limit) }, (_, index) => {
    const at = `${eventAt(recording, index).atMs.toFixed(0)} ms`.padStart(8)
    return `${paint.dim(at)}  ${printable(describeEvent(recording, index))}`
  })
  const left = count - shown.length
  if (left > 0) shown.push(paint.dim(`          … and ${left} more (--steps ${count})`))
  return shown.join('\n')
}

/**
 * Nothing where a program finished.
 *
 * @throws RunError with the program's line, where it failed or was stopped
 */
export function checkFinished(outcome: ProgramOutcome, file: string): void {
  if (outcome.kind === 'finished') return
  const line = outcome.line === null ? '' : `:${outcome.line}`
  if (outcome.kind === 'stopped') {
    const isLoop = outcome.line !== null && outcome.isCall !== true
    const loop = isLoop ? ', in the loop of that line' : ''
    throw new RunError('failed', `${file}${line} was stopped${loop}: ${outcome.message}`)
  }
  throw new RunError('failed', `${file}${line}: ${outcome.message}`)
}
