import { titleOf, type ContenderName } from '../../engine/contender'
import type { Interval } from '../../engine/measure/statistics/interval'
import { inWords } from '../format'

/** A ratio with its 95 % interval, to be read as a factor: "1.84× (1.79–1.90)". */
export function timesOf(ratio: Interval): string {
  const digits = digitsOf(ratio)
  const [estimate, low, high] = [ratio.estimate, ratio.low, ratio.high].map((value) =>
    grouped(value, digits),
  )
  return `${estimate ?? ''}× (${low ?? ''}–${high ?? ''})`
}

/** A ratio with its 95 % interval, to be read as a number: "1.01, 0.98–1.04". */
export function rangeOf(ratio: Interval): string {
  const digits = Math.max(2, digitsOf(ratio))
  return `${grouped(ratio.estimate, digits)}, ${grouped(ratio.low, digits)}–${grouped(ratio.high, digits)}`
}

/** As many digits as the interval leaves to be told, two of its width: 51 or 51.3 or 1.842. */
function digitsOf({ low, high, estimate }: Interval): number {
  const width = high - low
  if (!(width > 0) || !Number.isFinite(width)) return estimate < 10 ? 2 : 0
  return Math.min(3, Math.max(estimate < 10 ? 2 : 0, 1 - Math.floor(Math.log10(width))))
}

/** A whole number with its thousands apart. */
export function whole(value: number): string {
  return grouped(value, 0)
}

/** With two decimals. */
export function decimal(value: number): string {
  return grouped(value, 2)
}

/** A share from 0 to 1 in whole percent, without claiming a whole where something is left. */
export function percent(share: number): string {
  const rounded = Math.round(share * 100)
  if (rounded === 100 && share < 1) return 'over 99 %'
  return rounded === 0 && share > 0 ? 'under 1 %' : `${rounded.toLocaleString('en')} %`
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

/** "1 job", "400 jobs". */
export function counted(n: number, noun: string): string {
  return `${whole(n)} ${noun}${n === 1 ? '' : 's'}`
}

/** From this half-width on, as a share of the estimate, an uneven interval is told by its ends. */
const LEAST_UNEVEN = 0.05
/** An interval that reaches so many times further on one side is uneven. */
const UNEVEN_RATIO = 1.5

/** Whether an interval reaches so much further on one side that "±" would mislead. */
function isUneven({ low, high, estimate }: Interval): boolean {
  const [below, above] = [estimate - low, high - estimate]
  return (
    (below + above) / 2 >= LEAST_UNEVEN * estimate &&
    Math.max(below, above) > UNEVEN_RATIO * Math.min(below, above)
  )
}

/** A ratio as a headline says it: "52 times", and "46 to 71 times" where its interval is uneven. */
export function roundTimes(ratio: Interval): string {
  const digits = Math.max(0, digitsOf(ratio) - 1)
  const [estimate, low, high] = [ratio.estimate, ratio.low, ratio.high].map((value) =>
    value.toLocaleString('en-US', { maximumFractionDigits: digits }),
  )
  const isRange = isUneven(ratio) && low !== high
  return isRange ? `${low ?? ''} to ${high ?? ''} times` : `${estimate ?? ''} times`
}

/** A ratio with its 95 % interval, to be read aloud: "52 times (46 to 59)". */
export function timesWithRange(ratio: Interval): string {
  const digits = Math.min(digitsOf(ratio), digitsOfThree(ratio.estimate))
  const [estimate, low, high] = [ratio.estimate, ratio.low, ratio.high].map((value) =>
    grouped(value, digits),
  )
  return low === high
    ? `${low ?? ''} times`
    : `${estimate ?? ''} times (${low ?? ''} to ${high ?? ''})`
}

/** Decimals with which a value has three digits: what is read aloud needs no more. */
function digitsOfThree(value: number): number {
  return Math.max(0, 2 - Math.floor(Math.log10(value)))
}

/** A ratio near 1 with its 95 % interval: "ratio 1.01 (0.98 to 1.04)". */
export function ratioWithRange(ratio: Interval): string {
  const digits = Math.max(2, digitsOf(ratio))
  const [estimate, low, high] = [ratio.estimate, ratio.low, ratio.high].map((value) =>
    grouped(value, digits),
  )
  return `ratio ${estimate ?? ''} (${low ?? ''} to ${high ?? ''})`
}

const fractions = [
  [1 / 2, 'half'],
  [1 / 3, 'a third'],
  [1 / 4, 'a quarter'],
  [1 / 5, 'a fifth'],
  [1 / 10, 'a tenth'],
] as const

/** A fraction that is this close to a simple one is called by its name. */
const NEAR = 0.05

/** A share below 1 as one says it: "a third of", "12 % of". */
export function fractionOf(share: number): string {
  const near = fractions.find(([fraction]) => Math.abs(share / fraction - 1) < NEAR)
  return near === undefined ? `${percent(share)} of` : near[1] === 'half' ? 'half' : `${near[1]} of`
}

/** Contenders by their titles: "the event loop, the thread pool and the loop per core". */
export function listed(names: readonly ContenderName[]): string {
  return inWords(names.map((name) => `the ${titleOf(name)}`))
}
