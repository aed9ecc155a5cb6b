import type { CommandContext } from '../command-context'
import { sweepPoints } from '../../engine/search/sweep'
import { addMeasuringFlags, chooseSpec, presetSweep } from '../choose-spec'
import type { DeliveryOptions } from '../outcome/deliver'
import { measure } from '../measure'
import { addSendFlags } from '../outcome/send-result'
import type { SpecFlagValues } from '../flag/spec-flag'
import { addProfileFlag, profileOnceMore, refuseProfile, type ProfileFlag } from '../profile'

/** Adds `run`: measures one spec. */
export function addRun(context: CommandContext): void {
  const { program, lab, terminal, end } = context
  const command = program
    .command('run')
    .summary('measure a preset or a spec')
    .description('Runs every contender on the same jobs, one after the other, and compares them.')
  addProfileFlag(addSendFlags(addMeasuringFlags(command)))
    .addHelpText(
      'after',
      `
Examples:
  corewise run io-bound
  corewise run io-bound --concurrency 1000 --workers 16 --duration 10s
  corewise run cpu-bound --contenders event-loop,thread-pool --out results
  corewise run files --path ~/photos --json > photos.json
  corewise run my-spec.json --seed 7 --quiet
  corewise run my-job.ts --profile
  corewise run io-bound --send http://192.168.1.5:40123/…/ --send-as anna`,
    )
    .action(async (target: string, options: SpecFlagValues & DeliveryOptions & ProfileFlag) => {
      const spec = await chooseSpec(target, options, context)
      // A preset of several rates is run at each, unless a single one is asked for.
      const swept = options.rate === undefined ? presetSweep(target) : null
      if (swept !== null) {
        if (options.profile === true) throw refuseProfile(target)
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
      const after = options.profile === true ? profileOnceMore(context, options) : undefined
      end(await measure(start, [spec], options, terminal, after))
    })
}
