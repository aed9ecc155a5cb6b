import type { CommandContext } from '../../command-context'
import { crossoverSpec } from '../../../engine/search/crossover-spec'
import { addMeasuringFlags, chooseSpec } from '../../choose-spec'
import type { DeliveryOptions } from '../../outcome/deliver'
import { measure } from '../../measure'
import type { SpecFlagValues } from '../../flag/spec-flag'
import { refuseRange } from '../../flag/refuse-range'

/** Adds `crossover`: finds where computing makes the pool overtake the loop. */
export function addCrossover(context: CommandContext): void {
  const { program, lab, terminal, end } = context
  const command = program
    .command('crossover')
    .summary('find the share of computing at which the pool overtakes the loop')
    .description(
      'Finds the share of computing at which the thread pool overtakes the event loop. It runs a preset or a spec at shares chosen by bisection. It ends once the share is known to 2 %, or as closely as this machine can tell. A preset runs with these two alone, two jobs in flight for each worker, and jobs as short as its blocks need. Flags and a spec of your own say otherwise.',
    )
  addMeasuringFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  corewise crossover mixed
  corewise crossover http --workers 4 --duration 8s`,
    )
    .action(async (target: string, options: SpecFlagValues & DeliveryOptions) => {
      const spec = await chooseSpec(target, options, context, crossoverSpec)
      const start: Parameters<typeof measure>[0] = (view, signal, onPoint) =>
        lab
          .findCrossover(spec, {
            signal,
            onPoint,
            onProgress: (progress, step) => {
              view.update(progress, step)
            },
          })
          .catch((error: unknown) => refuseRange(error, target))
      end(await measure(start, [spec], options, terminal))
    })
}
