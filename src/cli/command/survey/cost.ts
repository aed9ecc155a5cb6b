import { readEnvironment } from '../../../engine/measure/machine/read-environment'
import { threadsFor } from '../../../engine/measure/processors/processors'
import { buildInfo } from '../../../host/build-info'
import type { CommandContext } from '../../command-context'
import { costStep } from '../../../report/survey/cost-caption'
import { costSpecOf } from '../../../engine/cost/cost-request'
import { addDeliveryFlags, type DeliveryOptions } from '../../outcome/deliver'
import { durationMs, wholeNumber } from '../../flag/number-flag'
import { survey } from '../../survey'

interface CostFlags extends DeliveryOptions {
  readonly rounds: number
  readonly window?: number
  readonly concurrency: number
  readonly workers: number
  readonly seed: number
}

/** Adds `cost`: what switching and measuring cost on this machine. */
export function addCost({ program, lab, terminal, end }: CommandContext): void {
  const command = program
    .command('cost')
    .summary('measure what a switch and a recorded job cost')
    .description(
      'Measures an iteration of the loop, a native await, hand-offs between threads and an empty pool job. It also measures what the lab’s own recording costs. Each is measured in several rounds, in a random order.',
    )
    .option(
      '--rounds <n>',
      'how often each is measured',
      wholeNumber('rounds', { least: 1, most: 1_000 }),
      10,
    )
    .option(
      '--window <time>',
      'how long jobs under load are measured in each round (default: 1s)',
      durationMs('window', { least: 50, most: 60_000 }),
    )
    .option(
      '--concurrency <n>',
      'empty jobs in flight',
      wholeNumber('concurrency', { least: 1, most: 1_000_000 }),
      64,
    )
    .option(
      '--workers <n>',
      'threads of the pool, besides the one that hands out its jobs',
      wholeNumber('workers', { least: 1, most: 256 }),
      Math.max(1, threadsFor(readEnvironment(buildInfo)) - 1),
    )
    .option(
      '--seed <n>',
      'of the order in the rounds',
      wholeNumber('seed', { least: 0, most: 4_294_967_295 }),
      1,
    )
  addDeliveryFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  corewise cost
  corewise cost --rounds 30 --seed 7
  corewise cost --rounds 3 --window 200ms --json > cost.json
  corewise cost --out costs --quiet`,
    )
    .action(
      async ({ rounds, window = 1_000, concurrency, workers, seed, ...options }: CostFlags) => {
        const request = { rounds, windowMs: window, concurrency, workers, seed }
        const spec = costSpecOf(request, threadsFor(readEnvironment(buildInfo)))
        end(await survey((watch) => lab.cost(spec, watch), costStep, options, terminal))
      },
    )
}
