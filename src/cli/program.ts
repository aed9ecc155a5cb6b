import { Command } from 'commander'
import { buildInfo } from '../host/build-info'
import type { CommandContext } from './command-context'
import { addCompare } from './command/compare'
import { addCrossover } from './command/survey/crossover'
import { addEnv } from './command/env'
import { addExport } from './command/export'
import { addMaxRate } from './command/survey/max-rate'
import { addCost } from './command/survey/cost'
import { addGather } from './command/gather'
import { addHandout } from './command/handout'
import { addMemory } from './command/survey/memory'
import { addLesson } from './command/lesson'
import { addPresets } from './command/presets'
import { addRepeat } from './command/repeat'
import { addRun } from './command/run'
import { addServer } from './command/server'
import { addShow } from './command/show'
import { addSweep } from './command/survey/sweep'
import { addTrace } from './command/trace'
import { exitCodeHelp } from './exit-code'

/**
 * The command line. What goes wrong is thrown, commander's own refusals too.
 */
export function createProgram({ terminal, ...rest }: Omit<CommandContext, 'program'>): Command {
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
  const context = { program, terminal, ...rest }
  addRun(context)
  addPresets(context)
  addSweep(context)
  addRepeat(context)
  addCrossover(context)
  addMaxRate(context)
  addShow(context)
  addCompare(context)
  addGather(context)
  addExport(context)
  addCost(context)
  addMemory(context)
  addLesson(context)
  addHandout(context)
  addTrace(context)
  addServer(context)
  addEnv(context)
  return program
}
