import { loadSchema, specSchema, type Spec } from '../../engine/spec/spec'
import { jobKinds } from '../../engine/workload/kinds'
import { sweepParameters, sweepPoints, type SweepParameter } from '../../engine/search/sweep'
import { expectationAt } from '../../contract/check/expectation'
import { InputError, quote } from '../../host/input/input-error'
import { readEnvironment } from '../../engine/measure/machine/read-environment'
import { buildInfo } from '../../host/build-info'
import { environmentOf } from '../../host/run/environment-of'
import { messageOf } from '../../host/output/output-error'
import { parseNumber } from './parse-amount'
import { didYouMean } from './choice-flag'

/** What `--over` asks for. */
export interface Over {
  readonly over: SweepParameter
  readonly values: readonly number[]
}

const MOST_POINTS = 64
const DEFAULT_STEPS = 5
const RANGE = /^(.+?)\.\.(.+?)(?:\/(.+))?$/

/**
 * Parses "concurrency=1,10,100", "cpu-share=0..1" (five even steps), "workers=1..8/8" or
 * "cores=1..N".
 *
 * @throws InputError naming the value that cannot be used
 */
export function parseOver(text: string, spec: Spec): Over {
  const [name, list] = splitOnce(text, '=')
  const over = sweepParameters.find((parameter) => parameter === name)
  if (over === undefined) {
    const names = sweepParameters.join(', ')
    throw refused(
      `expected one of ${names}, got ${quote(name)}${didYouMean(name, sweepParameters)}`,
      text,
    )
  }
  if (list === undefined || list.trim() === '') {
    throw refused(
      `expected values after ${quote(`${over}=`)}, such as ${over}=${examples[over]}`,
      text,
    )
  }
  const values = [...new Set(list.split(',').flatMap((item) => valuesOf(item.trim(), over)))]
  if (values.length > MOST_POINTS) {
    throw refused(`expected at most ${MOST_POINTS} values, got ${quote(values.length)}`, text)
  }
  assertPoints(spec, over, values, text)
  return { over, values }
}

const examples: Record<SweepParameter, string> = {
  concurrency: '1,10,100',
  workers: '1,2,4',
  cores: '1..N',
  'uv-threads': '1,2,4,8',
  'cpu-share': '0..1',
  'arrival-rate': '100,1000,10000',
  parts: '1,10,100',
}

function valuesOf(item: string, over: SweepParameter): number[] {
  const range = RANGE.exec(item)
  if (range === null) return [value(item, over)]
  const [, fromText = '', toText = '', countText] = range
  const from = value(fromText, over)
  const to = value(toText, over)
  // Of cores each number between is wanted, and there is none between two.
  const usual =
    over === 'cores' ? Math.min(MOST_POINTS, Math.max(2, Math.abs(to - from) + 1)) : DEFAULT_STEPS
  const count = countText === undefined ? usual : (parseNumber(countText) ?? Number.NaN)
  if (!Number.isInteger(count) || count < 2 || count > MOST_POINTS) {
    throw refused(
      `expected a whole number of steps from 2 to ${MOST_POINTS}, got ${quote(countText)}`,
      item,
    )
  }
  return Array.from({ length: count }, (_, index) => {
    const step = from + ((to - from) * index) / (count - 1)
    // Twelve digits leave out what binary fractions add: 0.30000000000000004.
    return over === 'cpu-share' ? Number(step.toPrecision(12)) : Math.round(step)
  })
}

function value(text: string, over: SweepParameter): number {
  // N is as many cores as there are.
  const parsed = over === 'cores' && text === 'N' ? coresHere() : parseNumber(text)
  const expected =
    over === 'cpu-share'
      ? 'a number from 0 to 1'
      : (expectationAt(specSchema, pathOf[over], swept)?.replace(/ or null$/, '') ?? 'a number')
  const isWithin =
    parsed !== null && (over === 'cpu-share' ? parsed >= 0 && parsed <= 1 : isInRange(over, parsed))
  if (!isWithin) throw refused(`expected ${over} to be ${expected}, got ${quote(text)}`, text)
  return parsed
}

/** Where in the spec a parameter is put. */
const pathOf: Record<Exclude<SweepParameter, 'cpu-share'>, readonly string[]> = {
  concurrency: ['concurrency'],
  workers: ['workers'],
  cores: ['cores'],
  'uv-threads': ['uvThreads'],
  'arrival-rate': ['load', 'arrivalsPerSecond'],
  parts: ['workload', 'parts'],
}

/** The members of unions that have what is swept. */
const swept = { load: { kind: 'open' }, workload: { kind: 'fan-out' } }

function coresHere(): number {
  return readEnvironment(buildInfo).cores
}

function isInRange(over: Exclude<SweepParameter, 'cpu-share'>, value: number): boolean {
  if (over === 'arrival-rate') {
    return loadSchema.safeParse({ kind: 'open', arrivalsPerSecond: value }).success
  }
  if (over === 'parts') return jobKinds['fan-out'].schema.shape.parts.safeParse(value).success
  const { shape } = specSchema
  return (over === 'uv-threads' ? shape.uvThreads : shape[over]).safeParse(value).success
}

/** What only the whole spec can tell, such as that files have no share of computing. */
function assertPoints(
  spec: Spec,
  over: SweepParameter,
  values: readonly number[],
  text: string,
): void {
  try {
    for (const point of sweepPoints(spec, over, values)) environmentOf(point.spec)
  } catch (error) {
    throw refused(messageOf(error), text)
  }
}

function refused(problem: string, value: string): InputError {
  return new InputError('invalid-field', `--over: ${problem}`, { source: '--over', value })
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + separator.length)]
}
