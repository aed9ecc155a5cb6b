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
  const marks: number[] = []
  // Counted, because a sum of steps such as 0.1 drifts.
  for (let n = Math.ceil(fromMs / stepMs); n * stepMs <= toMs; n += 1) marks.push(n * stepMs)
  return marks
}
