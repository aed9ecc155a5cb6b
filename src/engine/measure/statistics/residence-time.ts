/**
 * How long a job stays in flight in the mean, and `concurrency` jobs take to be replaced, at a
 * rate: C ÷ X, Little's law. Milliseconds.
 */
export const residenceMsOf = (concurrency: number, jobsPerSecond: number): number =>
  (concurrency / jobsPerSecond) * 1_000
