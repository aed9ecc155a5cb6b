import { printableJson } from '../../host/output/printable'
import type { CommandContext } from '../command-context'
import { figure } from '../../report/format'
import { coreFacts, coresOf } from '../../report/processor-words'
import type { Environment } from '../../engine/measure/machine/environment'
import { readEnvironment } from '../../engine/measure/machine/read-environment'
import { buildInfo } from '../../host/build-info'
import { Library } from '../../host/library/library'
import { NO_FIGURE } from '../view/table'

/** Adds `env`: what every result says of the machine and the runtime. */
export function addEnv({ program, terminal }: CommandContext): void {
  const { print, paint } = terminal
  program
    .command('env')
    .summary('print what results say of this machine')
    .description('Prints the machine and the runtime as results keep them.')
    .option('--json', 'print it as JSON')
    .addHelpText(
      'after',
      `
Examples:
  corewise env
  corewise env --json`,
    )
    .action(({ json }: { json?: boolean }) => {
      const environment = readEnvironment(buildInfo)
      if (json === true) {
        print(printableJson(environment))
        return
      }
      for (const [name, value] of described(environment)) {
        print(`${paint.dim(name.padEnd(10))} ${value ?? NO_FIGURE}`)
      }
    })
}

function described(environment: Environment): [string, string | null][] {
  const { versions } = environment
  return [
    ['corewise', environment.corewise],
    ['commit', environment.commit],
    ['CPU', `${environment.cpuModel}, ${coresOf(environment)}`],
    ...coreFacts(environment).map(([name, text]): [string, string] => [name, text]),
    ['memory', `${figure(environment.memoryBytes / 1_024 ** 3)} GiB`],
    ['load', environment.loadAverage1m === null ? null : environment.loadAverage1m.toFixed(2)],
    ['governor', environment.governor],
    ['system', `${environment.platform} ${environment.osRelease}`],
    ...Object.entries(versions),
    ['library', new Library().folder],
  ]
}
