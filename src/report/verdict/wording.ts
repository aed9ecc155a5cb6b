import type { Interval } from '../../engine/measure/statistics/interval'

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
  return rounded === 0 && share > 0 ? 'under 1 %' : `${rounded} %`
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}
