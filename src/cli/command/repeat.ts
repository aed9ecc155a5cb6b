import { expectedMsOfAll } from '../../engine/run/run-clock'
import { experimentNames, experiments, gallery } from '../../engine/gallery'
import { pointsFor } from '../../engine/gallery/repeat-experiment'
import { count, duration } from '../../report/format'
import { stanceWords } from '../../report/gallery/experiment-verdict'
import { printableJson } from '../../host/output/printable'
import type { CommandContext } from '../command-context'
import { addDeliveryFlags, type DeliveryOptions } from '../outcome/deliver'
import { parseChoice } from '../flag/choice-flag'
import { decimalNumber } from '../flag/number-flag'
import { measure } from '../measure'
import { experimentLines, sourceText } from '../view/experiment-view'

/** What a tenth and twenty times of two minutes are worth waiting for. */
const LONGER = { least: 0.1, most: 20 } as const

interface RepeatFlags extends DeliveryOptions {
  readonly longer: number
}

/** Adds `repeat`: runs an experiment of the literature again and judges its claim. */
export function addRepeat({ program, lab, terminal, end }: CommandContext): void {
  const { print, tell, paint } = terminal
  const command = program
    .command('repeat')
    .summary('repeat an experiment of the literature')
    .description(
      'Repeats a published experiment within two minutes and says whether this run agrees with its claim. Without a name, lists them.',
    )
    .argument('[experiment]', experimentNames.join(', '))
    .option(
      '--longer <times>',
      'measure so many times as long, for narrower intervals (a number from 0.1 to 20)',
      decimalNumber('longer', LONGER),
      1,
    )
  addDeliveryFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  corewise repeat
  corewise repeat mcgranaghan
  corewise repeat schroeder --longer 4 --out schroeder`,
    )
    .action(async (given: string | undefined, options: RepeatFlags) => {
      if (given === undefined) {
        print(
          options.json === true
            ? printableJson(gallery)
            : gallery.flatMap((experiment) => experimentLines(experiment, paint)).join('\n'),
        )
        return
      }
      const experiment = experiments[parseChoice('repeat', given, experimentNames)]
      const points = pointsFor(experiment, options.longer)
      if (options.quiet !== true) {
        tell(experiment.claim)
        tell(`${sourceText(experiment)}; ${stanceWords[experiment.stance]}.`)
        tell(`${count(points.length, 'point')}, about ${duration(expectedMsOfAll(points))} in all`)
      }
      const start: Parameters<typeof measure>[0] = (view, signal, onPoint) =>
        lab.repeat(experiment, points, {
          signal,
          onPoint,
          onProgress: (progress, step) => {
            view.update(progress, step)
          },
        })
      const specs = points.map(({ spec }) => spec)
      end(await measure(start, specs, options, terminal))
    })
}
