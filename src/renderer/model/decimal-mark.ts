import type { DecimalMark } from '../../contract/export'

/** What parts whole from fraction by the language of the system; a point where it is neither. */
export function systemDecimalMark(): DecimalMark {
  const parts = new Intl.NumberFormat().formatToParts(1.5)
  return parts.some(({ type, value }) => type === 'decimal' && value === ',') ? ',' : '.'
}

/** A number as a field shows it, with the mark of the system; empty where it is none. */
export function numberText(value: number, mark: DecimalMark = systemDecimalMark()): string {
  return Number.isFinite(value) ? String(value).replace('.', mark) : ''
}

/**
 * The number that was typed, with a point or a comma. What could be either, as "1,500", is read by
 * the mark of the system.
 *
 * @returns not a number where the text is none
 */
export function numberFrom(text: string, mark: DecimalMark = systemDecimalMark()): number {
  const typed = text.replace(/[\s’']/g, '')
  const other = mark === ',' ? '.' : ','
  const [plain, grouped] = [decimals(mark), groups(other, mark)]
  if (plain.test(typed)) return Number(typed.replace(mark, '.'))
  if (grouped.test(typed)) return Number(typed.replaceAll(other, '').replace(mark, '.'))
  return decimals(other).test(typed) ? Number(typed.replace(other, '.')) : Number.NaN
}

const decimals = (mark: DecimalMark): RegExp =>
  new RegExp(`^[+-]?(\\d+\\${mark}?|\\d*\\${mark}\\d+)(e[+-]?\\d+)?$`, 'i')

/** "12,500.5": thousands that are parted, none of which begins with 0. */
const groups = (between: DecimalMark, mark: DecimalMark): RegExp =>
  new RegExp(`^[+-]?[1-9]\\d{0,2}(\\${between}\\d{3})+(\\${mark}\\d+)?$`)
