import { Command } from 'commander'
import { buildInfo } from '../host/build-info'
import type { Lab } from '../host/run/lab'
import { addCompare } from './command/compare'
import { addCrossover } from './command/crossover'
import { addEnv } from './command/env'
import { addExport } from './command/export'
import { addMaxRate } from './command/max-rate'
import { addCost } from './command/cost'
import { addHandout } from './command/handout'
import { addMemory } from './command/memory'
import { addLesson } from './command/lesson'
import { addPresets } from './command/presets'
import { addRun } from './command/run'
import { addServer } from './command/server'
import { addShow } from './command/show'
import { addSweep } from './command/sweep'
import { addTrace } from './command/trace'
import { exitCodeHelp, type ExitCode } from './exit-code'
import type { Folders } from './folders'
import type { Terminal } from './terminal'

/**
 * The command line. What goes wrong is thrown, commander's own refusals too.
 *
 * @param end is told what the process should end with
 */
export function createProgram(
  lab: Lab,
  folders: Folders,
  terminal: Terminal,
  end: (code: ExitCode) => void,
): Command {
  const program = new Command('corewise')
    .description(
      'A lab that measures how an event loop uses one core more efficiently rather than using more cores.',
    )
    .version(buildInfo.version)
    .option('--debug', 'show where an error comes from')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => {
        terminal.print(text.replace(/\n$/, ''))
      },
      writeErr: (text) => {
        terminal.tell(text.replace(/\n$/, ''))
      },
      // Errors are printed in one place, as one line.
      outputError: () => undefined,
    })
    .exitOverride()
    .addHelpText(
      'after',
      `${exitCodeHelp}

Examples:
  corewise run io-bound
  corewise presets
  corewise run --help`,
    )
    .addHelpText(
      'afterAll',
      '\nFrom the project\'s folder, write "npm run lab --" for corewise: npm run lab -- run io-bound',
    )
  addRun(program, lab, terminal, end)
  addPresets(program, terminal)
  addSweep(program, lab, terminal, end)
  addCrossover(program, lab, terminal, end)
  addMaxRate(program, lab, terminal, end)
  addShow(program, terminal)
  addCompare(program, terminal, end)
  addExport(program, terminal)
  addCost(program, lab, terminal, end)
  addMemory(program, lab, terminal, end)
  addLesson(program, lab, folders, terminal, end)
  addHandout(program, lab, folders, terminal)
  addTrace(program, folders, terminal)
  addServer(program, folders)
  addEnv(program, terminal)
  return program
}
