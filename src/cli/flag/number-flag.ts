import { InputError, quote } from '../../host/input/input-error'
import { parseDuration, parseNumber } from './parse-amount'

/** What a number may be. */
export interface NumberRange {
  readonly least: number
  readonly most: number
}

/**
 * A parser of a flag's whole number, for commander.
 *
 * @throws InputError naming the flag, what it got and what it expects
 */
export const wholeNumber =
  (flag: string, { least, most }: NumberRange) =>
  (text: string): number => {
    const value = parseNumber(text)
    if (value !== null && Number.isInteger(value) && value >= least && value <= most) return value
    const range = `from ${least.toLocaleString('en')} to ${most.toLocaleString('en')}`
    throw refused(flag, `a whole number ${range}`, text)
  }

/**
 * A parser of a flag's number, for commander.
 *
 * @throws InputError naming the flag, what it got and what it expects
 */
export const decimalNumber =
  (flag: string, { least, most }: NumberRange) =>
  (text: string): number => {
    const value = parseNumber(text)
    if (value !== null && value >= least && value <= most) return value
    throw refused(flag, `a number from ${least} to ${most}`, text)
  }

/**
 * A parser of a flag's duration in milliseconds, for commander.
 *
 * @throws InputError naming the flag, what it got and what it expects
 */
export const durationMs =
  (flag: string, { least, most }: NumberRange) =>
  (text: string): number => {
    const value = parseDuration(text)
    if (value !== null && value >= least && value <= most) return value
    throw refused(flag, `a time such as 500ms or 2s, from ${least} ms to ${most / 1_000} s`, text)
  }

function refused(flag: string, expected: string, text: string): InputError {
  const message = `--${flag}: expected ${expected}, got ${quote(text)}`
  return new InputError('invalid-field', message, { source: `--${flag}`, value: text })
}
