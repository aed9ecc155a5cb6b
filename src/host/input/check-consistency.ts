import type { KeptRecord } from '../library/kept-record'
import { InputError, quote } from './input-error'

/** Figures are rounded nowhere; a hundredth allows for how early versions took the ends of a window. */
const TOLERANCE = 0.01

/**
 * Refuses results whose figures contradict each other, as those of an edited file do: jobs per second
 * are completions ÷ seconds, and cores used are CPU seconds ÷ seconds. What was measured is not
 * known better from the rest of a file, so that other contradictions stay unseen.
 *
 * @throws InputError naming the field, the value and what it should be
 */
export function checkCoherent(record: KeptRecord, source: string): void {
  if (record.kind === 'corewise-result') checkResult(record, source, '')
  if (record.kind !== 'corewise-sweep') return
  for (const [index, { result }] of record.points.entries()) {
    checkResult(result, source, `points.${index}.result.`)
  }
}

type Result = Extract<KeptRecord, { kind: 'corewise-result' }>

function checkResult({ contenders }: Result, source: string, path: string): void {
  for (const [index, contender] of contenders.entries()) {
    const figures = contender.status === 'not-run' ? null : contender.figures
    if (figures === null || figures.measuredSeconds === 0) continue
    const { completed, completionSeconds, measuredSeconds, cpuSeconds } = figures
    const seconds = completionSeconds ?? measuredSeconds
    // One completion more or less is what a window's edge makes of a few.
    const made = [
      { name: 'jobsPerSecond', expected: completed / seconds, more: 1 / seconds },
      { name: 'coresUsed', expected: cpuSeconds / measuredSeconds, more: 0.001 },
    ] as const
    for (const { name, expected, more } of made) {
      if (Math.abs(figures[name] - expected) <= TOLERANCE * expected + more) continue
      const field = `${path}contenders.${index}.figures.${name}`
      const message = `${source}: ${field} is ${quote(figures[name])}, but what it is made of gives ${expected.toPrecision(4)}`
      throw new InputError('invalid-field', message, { source, field, value: figures[name] })
    }
  }
}
