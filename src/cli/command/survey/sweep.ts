import type { CommandContext } from '../../command-context'
import { count, duration } from '../../../report/format'
import { expectedMs } from '../../../engine/run/run-clock'
import { sweepPoints } from '../../../engine/search/sweep'
import { addMeasuringFlags, chooseSpec } from '../../choose-spec'
import type { DeliveryOptions } from '../../outcome/deliver'
import { measure } from '../../measure'
import { parseOver } from '../../flag/sweep-flag'
import type { SpecFlagValues } from '../../flag/spec-flag'

/** Adds `sweep`: measures a spec at several values of one parameter. */
export function addSweep(context: CommandContext): void {
  const { program, lab, terminal, end } = context
  const command = program
    .command('sweep')
    .summary('measure a preset at several values of one parameter')
    .description('Runs a preset or a spec at several values of one parameter.')
    .requiredOption(
      '--over <parameter=values>',
      'concurrency, workers, cores, uv-threads, cpu-share, arrival-rate or parts, and its values',
    )
  addMeasuringFlags(command)
    .addHelpText(
      'after',
      `
Values are a list (1,10,100), a range in five even steps (0..1), or one in n steps (0..1/11).
Where the parameter is a whole number, steps are rounded to whole numbers.
cpu-share keeps the job's total of waiting and computing and makes that share of it computing.
cores keeps all contenders to so many cores, on Linux; 1..N is every number up to all of them.
arrival-rate is in jobs per second and makes the load an open one.
parts is how many others a job of fan-out asks at once.

Examples:
  corewise sweep io-bound --over concurrency=1,10,100,1000 --duration 2s
  corewise sweep cpu-bound --over workers=1,2,4
  corewise sweep cpu-bound --over cores=1..N
  corewise sweep mixed --over cpu-share=0..1 --contenders event-loop,thread-pool
  corewise sweep fan-out --over parts=1,10,100`,
    )
    .action(
      async (target: string, options: SpecFlagValues & DeliveryOptions & { over: string }) => {
        // The sweep sets the rate: --arrivals alone is enough for an open load.
        const isOverRate = options.over.startsWith('arrival-rate')
        const spec = await chooseSpec(
          target,
          isOverRate ? { rate: '1', ...options } : options,
          context,
        )
        const { over, values } = parseOver(options.over, spec)
        const specs = sweepPoints(spec, over, values).map((point) => point.spec)
        const start: Parameters<typeof measure>[0] = (view, signal, onPoint) => {
          if (options.quiet !== true) {
            const perPointMs = expectedMs(spec)
            terminal.tell(`${count(values.length, 'point')} of about ${duration(perPointMs)} each`)
          }
          return lab.sweep(spec, over, values, {
            signal,
            onPoint,
            onProgress: (progress, step) => {
              view.update(progress, step)
            },
          })
        }
        end(await measure(start, specs, options, terminal))
      },
    )
}
