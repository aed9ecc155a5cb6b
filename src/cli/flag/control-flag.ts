import type { ControlValue } from '../../engine/program/world/stage'
import { InputError, quote } from '../../host/input/input-error'
import { parseNumber } from './parse-amount'

/** Gathers `--set name=value` flags: "true" and "false" are switches, numbers are numbers. */
export function addControl(
  text: string,
  previous: Readonly<Record<string, ControlValue>> = {},
): Readonly<Record<string, ControlValue>> {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name === '') {
    const message = `--set: expected name=value, got ${quote(text)}`
    throw new InputError('invalid-field', message, { source: '--set', value: text })
  }
  return { ...previous, [name]: parseValue(value) }
}

function parseValue(text: string): ControlValue {
  if (text === 'true' || text === 'false') return text === 'true'
  return parseNumber(text) ?? text
}
