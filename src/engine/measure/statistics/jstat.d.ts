/** The part of jstat that is used here; the package brings no types of its own. */
declare module 'jstat' {
  interface Jstat {
    readonly jStat: {
      readonly studentt: {
        /** The quantile at probability `p` of Student's t with `degreesOfFreedom`. */
        inv(p: number, degreesOfFreedom: number): number
      }
      readonly normal: {
        /** The probability that a normal variable is at most `x`. */
        cdf(x: number, mean: number, standardDeviation: number): number
      }
    }
  }
  const jstat: Jstat
  export default jstat
}
