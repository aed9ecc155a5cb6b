import type { Command } from 'commander'
import { count, duration } from '../../report/format'
import { expectedMs } from '../../engine/run/run-clock'
import { sweepPoints } from '../../engine/search/sweep'
import type { Lab } from '../../host/run/lab'
import { chooseSpec, type Choosing } from '../flag/choose-spec'
import { addTrustFlag, ownJob } from '../own-job'
import { addDeliveryFlags, type DeliveryOptions } from '../deliver'
import type { ExitCode } from '../exit-code'
import { measure } from '../measure'
import { parseOver } from '../flag/sweep-flag'
import { addSpecFlags, type SpecFlagValues } from '../flag/spec-flag'
import type { Terminal } from '../terminal'

/** Adds `sweep`: measures a spec at several values of one parameter. */
export function addSweep(
  program: Command,
  lab: Lab,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  const tried: Choosing['ownJob'] = (path, flags) => ownJob(path, flags, { lab, terminal })
  const command = program
    .command('sweep')
    .summary('measure a preset at several values of one parameter')
    .description('Runs a preset or a spec at several values of one parameter.')
    .argument(
      '<preset|job.ts|spec.json>',
      'a preset (see `presets`), your own job, or a file with a spec',
    )
    .requiredOption(
      '--over <parameter=values>',
      'concurrency, workers, cores, cpu-share or arrival-rate, and its values',
    )
  addDeliveryFlags(addTrustFlag(addSpecFlags(command)))
    .addHelpText(
      'after',
      `
Values are a list (1,10,100), a range in five even steps (0..1), or one in n steps (0..1/11).
Where the parameter is a whole number, steps are rounded to whole numbers.
cpu-share keeps the job's total of waiting and computing and makes that share of it computing.
cores keeps all contenders to so many cores, on Linux; 1..N is every number up to all of them.
arrival-rate is in jobs per second and makes the load an open one.

Examples:
  corewise sweep io-bound --over concurrency=1,10,100,1000 --duration 2s
  corewise sweep cpu-bound --over workers=1,2,4
  corewise sweep cpu-bound --over cores=1..N
  corewise sweep mixed --over cpu-share=0..1 --contenders event-loop,thread-pool`,
    )
    .action(
      async (target: string, options: SpecFlagValues & DeliveryOptions & { over: string }) => {
        // The sweep sets the rate: --arrivals alone is enough for an open load.
        const isOverRate = options.over.startsWith('arrival-rate')
        const spec = await chooseSpec(target, isOverRate ? { rate: '1', ...options } : options, {
          ownJob: tried,
        })
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
