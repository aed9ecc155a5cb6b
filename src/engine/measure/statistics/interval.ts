import { z } from 'zod'

/** An estimate with its 95 % interval. */
export const intervalSchema = z
  .strictObject({
    estimate: z.number(),
    low: z.number(),
    high: z.number(),
  })
  .refine(({ low, high }) => low <= high, {
    path: ['low'],
    error: 'expected a number of at most `high`',
  })
export type Interval = z.infer<typeof intervalSchema>

/** How far the ends of a ratio's interval lie from 1 at most: 0.02 for 0.99 to 1.02. */
export function spreadOf({ low, high }: Interval): number {
  return Math.max(Math.abs(low - 1), Math.abs(high - 1))
}

/** Whether a ratio's interval leaves out 1. */
export function excludesOne({ low, high }: Interval): boolean {
  return low > 1 || high < 1
}

/** The interval of the inverse ratio. */
export function inverse({ estimate, low, high }: Interval): Interval {
  return { estimate: 1 / estimate, low: 1 / high, high: 1 / low }
}

/** Half of an interval's width, as a share of the estimate: 0.05 for 0.95 to 1.05. */
export function halfWidthOf({ estimate, low, high }: Interval): number {
  return (high - low) / 2 / estimate
}
