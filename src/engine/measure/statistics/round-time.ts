/** How long `concurrency` jobs in flight take to go round at a rate: C ÷ X. Milliseconds. */
export const roundMsOf = (concurrency: number, jobsPerSecond: number): number =>
  (concurrency / jobsPerSecond) * 1_000
