/** The percentiles that a summary may show, in percent. */
export const summaryPercentiles = [50, 90, 99, 99.9] as const

/**
 * Whether `count` values support a percentile: p needs n ≥ 10 / (1 − p), so that about ten of them
 * lie beyond it.
 */
export function supportsPercentile(percentile: number, count: number): boolean {
  // Rounded, because 100 − 99.9 is not exactly 0.1.
  return count >= Math.round(1000 / (100 - percentile))
}
