import { linearRegression } from 'simple-statistics'
import { studentQuantile } from './distribution'

/** Fewer values than this have a slope that says nothing. */
const LEAST_VALUES = 4

/**
 * Whether evenly spaced values rise or fall: whether the slope of their least-squares line differs
 * from 0 at the 5 % level (two-sided t test with n − 2 degrees of freedom). `unknown` with fewer
 * than 4 values.
 */
export function trendOf(values: readonly number[]): 'none' | 'some' | 'unknown' {
  const { length } = values
  if (length < LEAST_VALUES) return 'unknown'
  const { m: slope, b: intercept } = linearRegression(values.map((value, index) => [index, value]))
  const residuals = values.reduce(
    (sum, value, index) => sum + (value - intercept - slope * index) ** 2,
    0,
  )
  // Σ(x − x̄)² of 0, 1, … n − 1.
  const spread = (length * (length ** 2 - 1)) / 12
  const standardError = Math.sqrt(residuals / (length - 2) / spread)
  return Math.abs(slope) > studentQuantile(0.975, length - 2) * standardError ? 'some' : 'none'
}
