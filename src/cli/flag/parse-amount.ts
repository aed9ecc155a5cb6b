const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const DURATION = /^(.*?)(ms|s|m|h)?$/

const unitsInMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const

/** The number that a text is in decimal notation; null for anything else, also for infinities. */
export function parseNumber(text: string): number | null {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN
  return Number.isFinite(value) ? value : null
}

/**
 * Milliseconds of "500ms", "5s", "1m" or "1h"; a bare number is seconds. Null for anything else.
 */
export function parseDuration(text: string): number | null {
  const [, amount = '', unit = 's'] = DURATION.exec(text) ?? []
  const value = parseNumber(amount)
  return value === null ? null : value * unitsInMs[unit as keyof typeof unitsInMs]
}
