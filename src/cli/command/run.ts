import type { Command } from 'commander'
import type { Lab } from '../../host/run/lab'
import { sweepPoints } from '../../engine/search/sweep'
import { chooseSpec, presetSweep, type Choosing } from '../flag/choose-spec'
import { addTrustFlag, ownJob } from '../own-job'
import { addDeliveryFlags, type DeliveryOptions } from '../deliver'
import type { ExitCode } from '../exit-code'
import { measure } from '../measure'
import { addSpecFlags, type SpecFlagValues } from '../flag/spec-flag'
import type { Terminal } from '../terminal'

/** Adds `run`: measures one spec. */
export function addRun(
  program: Command,
  lab: Lab,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): void {
  const tried: Choosing['ownJob'] = (path, flags) => ownJob(path, flags, { lab, terminal })
  const command = program
    .command('run')
    .summary('measure a preset or a spec')
    .description('Runs every contender on the same jobs, one after the other, and compares them.')
    .argument(
      '<preset|job.ts|spec.json>',
      'a preset (see `presets`), your own job, or a file with a spec',
    )
  addDeliveryFlags(addTrustFlag(addSpecFlags(command)))
    .addHelpText(
      'after',
      `
Examples:
  corewise run io-bound
  corewise run io-bound --concurrency 1000 --workers 16 --duration 10s
  corewise run cpu-bound --contenders event-loop,thread-pool --out results
  corewise run files --path ~/photos --json > photos.json
  corewise run my-spec.json --seed 7 --quiet`,
    )
    .action(async (target: string, options: SpecFlagValues & DeliveryOptions) => {
      const spec = await chooseSpec(target, options, { ownJob: tried })
      // A preset of several rates is run at each, unless a single one is asked for.
      const swept = options.rate === undefined ? presetSweep(target) : null
      if (swept !== null) {
        const specs = sweepPoints(spec, swept.over, swept.values).map((point) => point.spec)
        const sweep: Parameters<typeof measure>[0] = (view, signal, onPoint) =>
          lab.sweep(spec, swept.over, swept.values, {
            signal,
            onPoint,
            onProgress: (progress, step) => {
              view.update(progress, step)
            },
          })
        end(await measure(sweep, specs, options, terminal))
        return
      }
      const start: Parameters<typeof measure>[0] = (view, signal) =>
        lab.run(spec, {
          signal,
          onProgress: (progress) => {
            view.update(progress)
          },
        })
      end(await measure(start, [spec], options, terminal))
    })
}
