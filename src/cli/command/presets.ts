import { readEnvironment } from '../../engine/measure/machine/read-environment'
import { threadsFor } from '../../engine/measure/processors/processors'
import { buildInfo } from '../../host/build-info'
import { printableJson } from '../../host/output/printable'
import type { CommandContext } from '../command-context'
import { loadOf } from '../../report/caption'
import { count } from '../../report/format'
import { preset, presetNames } from '../../engine/spec/presets'

/** Adds `presets`: lists the specs that come with the lab. */
export function addPresets({ program, terminal }: CommandContext): void {
  const { print, paint } = terminal
  program
    .command('presets')
    .summary('list the presets')
    .description('Lists the presets with what each shows.')
    .option('--json', 'print them with their specs as JSON, to start a spec file from')
    .addHelpText(
      'after',
      `
Examples:
  corewise presets
  corewise presets --json`,
    )
    .action(({ json }: { json?: boolean }) => {
      const presets = presetNames.map((name) =>
        preset(name, threadsFor(readEnvironment(buildInfo))),
      )
      if (json === true) {
        print(printableJson(presets))
        return
      }
      for (const { name, sentence, spec } of presets) {
        print(`${paint.bold(name.padEnd(10))} ${sentence}`)
        print(paint.dim(`${' '.repeat(11)}${loadOf(spec)}, ${count(spec.workers, 'worker')}`))
      }
    })
}
