import type { Interval } from '../engine/measure/statistics/interval'

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

const steps = [
  { from: 1e12, unit: ' T' },
  { from: 1e9, unit: ' G' },
  { from: 1e6, unit: ' M' },
] as const

/** Beyond these a figure is written with its exponent: with all its zeros it could not be read. */
const LEAST_WRITTEN_OUT = 1e-9
const MOST_WRITTEN_OUT = 1e18

/** A figure with the three significant digits that a measurement carries: 0.412, 19,600, 12.3 M. */
export const figure = (value: number): string => {
  const size = Math.abs(value)
  if (size >= MOST_WRITTEN_OUT || (size > 0 && size < LEAST_WRITTEN_OUT)) return exponential(value)
  const rounded = Number(value.toPrecision(3))
  const step = steps.find(({ from }) => Math.abs(rounded) >= from)
  return step ? threeDigits.format(rounded / step.from) + step.unit : threeDigits.format(rounded)
}

/** 5e-324, 1.7e308; what is not finite as its sign. */
const exponential = (value: number): string => {
  if (!Number.isFinite(value)) return threeDigits.format(value)
  const rounded = Number(value.toPrecision(3))
  return (Number.isFinite(rounded) ? rounded : value).toExponential().replace('+', '')
}

const memoryUnits = [
  { from: 2 ** 30, unit: 'GiB' },
  { from: 2 ** 20, unit: 'MiB' },
  { from: 2 ** 10, unit: 'KiB' },
] as const

/** An amount of memory in the unit in which it reads best: 420 B, 7.46 MiB. */
export const size = (bytes: number): string => {
  const found = memoryUnits.find(({ from }) => bytes >= from)
  return found === undefined ? `${figure(bytes)} B` : `${figure(bytes / found.from)} ${found.unit}`
}

/** A duration given in milliseconds, in the unit in which it reads best: 350 µs, 20 ms, 1.2 s. */
export const duration = (ms: number): string => {
  if (ms !== 0 && Math.abs(ms) < 1) return `${figure(ms * 1_000)} µs`
  return Math.abs(ms) < 1_000 ? `${figure(ms)} ms` : `${figure(ms / 1_000)} s`
}

/** From this half-width on a lopsided interval is told by both of its ends. */
const LEAST_LOPSIDED = 0.05
const LOPSIDED_RATIO = 1.5

/**
 * How far a 95 % interval reaches, in percent of its estimate: "±0.7%". One that is wide and
 * reaches over one and a half times as far on one side is told as a range: "18,800–23,500". Empty
 * where there is none.
 *
 * @param textOf words the ends of a range as the figure itself is worded
 */
export const plusMinus = (
  interval: Interval | null,
  textOf: (value: number) => string = figure,
): string => {
  if (interval === null || interval.estimate === 0) return ''
  const { low, high, estimate } = interval
  const [below, above] = [(estimate - low) / estimate, (high - estimate) / estimate]
  const half = (below + above) / 2
  const isLopsided = Math.max(below, above) > LOPSIDED_RATIO * Math.min(below, above)
  return isLopsided && half >= LEAST_LOPSIDED
    ? `${textOf(low)}–${textOf(high)}`
    : `±${shareText(half)}%`
}

/** Less than that share of a figure is nothing that its digits could show. */
const LEAST_SHARE = 0.0005

const shareText = (share: number): string =>
  share < LEAST_SHARE ? '0' : figure(Number((share * 100).toPrecision(share < 0.1 ? 1 : 2)))

/**
 * A figure in words with its interval: "19,600 ±0.7%", or "19,600 (18,800–23,500)" for an uneven
 * one.
 */
export const withInterval = (
  text: string,
  interval: Interval | null,
  textOf: (value: number) => string = figure,
): string => {
  const reach = plusMinus(interval, textOf)
  const isRange = reach.includes('–')
  return [text, isRange ? `(${reach})` : reach].filter((part) => part !== '').join(' ')
}

/** A number of things with its noun: "1 job", "400 jobs". Counts are exact, so all digits show. */
export const count = (n: number, noun: string): string =>
  `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`

/** Words one after the other: "k6", "k6 and oha", "hyperfine, k6 and oha". */
export const inWords = (words: readonly string[]): string => {
  const before = words.slice(0, -1)
  return before.length === 0 ? words.join('') : `${before.join(', ')} and ${words.at(-1) ?? ''}`
}

/** A number of cores, which may be a part of one: "2 cores", "0.5 cores", "1 core". */
export const coresText = (cores: number): string =>
  `${cores.toLocaleString('en', { maximumFractionDigits: 2 })} ${cores === 1 ? 'core' : 'cores'}`

/** A figure and its unit, or its power of ten, with what is between them. */
const beforeUnit = /(?<=\d) (?=%|(?:[nmµ]?s|[KMG]iB|[BMGT])(?![\p{L}\d]))/gu

/** A text for a page, which parts no figure from its unit: "70 %" stays on one line. */
export const unbroken = (text: string): string => text.replace(beforeUnit, '\u00a0')

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

/** An instant (ISO 8601) for people, in UTC so that it reads the same everywhere. */
export const moment = (iso: string): string => {
  const at = new Date(iso)
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`
  return `${day}, ${at.toISOString().slice(11, 16)} UTC`
}
