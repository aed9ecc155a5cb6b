import { fixed, stopped } from './cases'
import { coverageOf } from './coverage'

const RUNS = 10_000

/**
 * Prints how often 95 % intervals hold the truth, for many more simulated runs than the tests have.
 */
export function main(): void {
  for (const [kind, cases] of [
    ['fixed length', fixed],
    ['until precise', stopped],
  ] as const) {
    for (const truth of cases) {
      const share = (100 * coverageOf(truth, RUNS, 1)).toFixed(1)
      const { betweenGenerations, withinGenerations } = truth
      process.stdout.write(
        `${kind}, between generations ${betweenGenerations}, within ${withinGenerations}: ${share} %\n`,
      )
    }
  }
}
