import type { CommandContext } from '../../command-context'
import { milliseconds } from '../../../engine/measure/statistics/quantity'
import { InputError, quote } from '../../../host/input/input-error'
import { parseDuration } from '../../flag/parse-amount'
import { addMeasuringFlags, chooseSpec } from '../../choose-spec'
import type { DeliveryOptions } from '../../outcome/deliver'
import { measure } from '../../measure'
import type { SpecFlagValues } from '../../flag/spec-flag'
import { refuseRange } from '../../flag/refuse-range'

/** Adds `max-rate`: finds how many arrivals a second keep p99 within a limit. */
export function addMaxRate(context: CommandContext): void {
  const { program, lab, terminal, end } = context
  const command = program
    .command('max-rate')
    .summary('find the highest arrival rate that keeps p99 within a limit')
    .description(
      'Finds the highest arrival rate at which each contender keeps p99 within a limit. Each runs by itself under open load, at rates chosen by doubling and bisection. It ends once the rate is known to 10 %. A rate at which over 1 % of the jobs are turned away, because --concurrency were in flight, does not keep it.',
    )
    .requiredOption('--p99 <time>', 'the limit, such as 50ms')
  addMeasuringFlags(command)
    .addHelpText(
      'after',
      `
A p99 takes 1,000 jobs: rates too low for that within --duration are not tried.
--rate is where the search begins, if not at half of what Little's law allows each contender.

Examples:
  corewise max-rate io-bound --p99 50ms --contenders event-loop,thread-pool --blocks 1 --duration 4s
  corewise max-rate http --p99 100ms --rate 500 --concurrency 2000`,
    )
    .action(async (target: string, options: SpecFlagValues & DeliveryOptions & { p99: string }) => {
      // The search sets the rate: --arrivals alone is enough for an open load.
      const spec = await chooseSpec(target, { rate: '1', ...options }, context)
      const limitMs = parseDuration(options.p99)
      if (limitMs === null || !(limitMs > 0)) {
        const message = `--p99: expected a time such as 50ms or 1s, more than 0 ms, got ${quote(options.p99)}`
        throw new InputError('invalid-field', message, { source: '--p99', value: options.p99 })
      }
      const startRate =
        options.rate !== undefined && spec.load.kind === 'open' ? spec.load.arrivalsPerSecond : null
      const start: Parameters<typeof measure>[0] = (view, signal, onPoint) =>
        lab
          .findHighestRate(spec, milliseconds(limitMs), startRate, {
            signal,
            onPoint,
            onProgress: (progress, step) => {
              view.update(progress, step)
            },
          })
          .catch((error: unknown) => refuseRange(error, '--p99', '--'))
      end(await measure(start, [spec], options, terminal))
    })
}
