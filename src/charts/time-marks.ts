/**
 * Round times from one until another, at most so many, in milliseconds: 0, 50, 100 for 0 to 120.
 *
 * @param most at least 1
 */
export function timeMarks(fromMs: number, toMs: number, most: number): number[] {
  const leastMs = (toMs - fromMs) / most
  if (leastMs <= 0) return [fromMs]
  const decade = 10 ** Math.floor(Math.log10(leastMs))
  const stepMs = ([1, 2, 5].find((step) => step * decade >= leastMs) ?? 10) * decade
  const first = Math.ceil(fromMs / stepMs)
  // Counted, because a sum of steps such as 0.1 drifts, or stays where it is beyond 2 ** 53.
  const marks = Array.from({ length: Math.floor(most) + 1 }, (_, index) => (first + index) * stepMs)
  return marks.filter((mark, index) => mark <= toMs && mark !== marks[index - 1])
}
