/** Beyond this, the normal distribution's tail is under the precision of a number. */
const MOST_DEVIATIONS = 8

/**
 * The probability that a standard normal variable is at most `x`, to about 15 digits. Source: G.
 * Marsaglia, "Evaluating the Normal Distribution", Journal of Statistical Software 11 (2004):
 * Φ(x) = ½ + φ(x) · (x + x³ ÷ 3 + x⁵ ÷ (3 · 5) + …).
 */
export function normalCdf(x: number): number {
  if (Math.abs(x) > MOST_DEVIATIONS) return x < 0 ? 0 : 1
  let sum = 0
  let term = x
  for (let factor = 3; sum + term !== sum; factor += 2) {
    sum += term
    term *= (x * x) / factor
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI)
}

/**
 * The value that a variable of Student's t distribution is at most with probability `p`, to about
 * 12 digits.
 *
 * @param degreesOfFreedom a whole number of 1 or more
 * @throws RangeError for any other number, or where `p` is not between 0 and 1
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (!Number.isInteger(degreesOfFreedom) || degreesOfFreedom < 1 || !(p > 0 && p < 1)) {
    throw new RangeError(
      `studentQuantile: expected 0 < p < 1 and degrees of freedom of 1 or more, got ${p} and ${degreesOfFreedom}`,
    )
  }
  // The angle, atan(t ÷ √ν), lies between −π/2 and π/2, and is halved down to what is asked for.
  let low = -Math.PI / 2
  let high = Math.PI / 2
  for (;;) {
    const angle = (low + high) / 2
    if (angle <= low || angle >= high) return Math.tan(angle) * Math.sqrt(degreesOfFreedom)
    if ((1 + centralShare(angle, degreesOfFreedom)) / 2 < p) low = angle
    else high = angle
  }
}

/**
 * The share of Student's t distribution between −t and t, negative where t is, by the angle
 * θ = atan(t ÷ √ν). Source: M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions" (1964),
 * 26.7.3 for odd and 26.7.4 for even degrees of freedom.
 */
function centralShare(angle: number, degreesOfFreedom: number): number {
  const isOdd = degreesOfFreedom % 2 === 1
  const squared = Math.cos(angle) ** 2
  let term = isOdd ? Math.cos(angle) : 1
  let sum = degreesOfFreedom === 1 ? 0 : term
  for (let power = isOdd ? 3 : 2; power <= degreesOfFreedom - 2; power += 2) {
    term *= (squared * (power - 1)) / power
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
}
