import { resolve } from 'node:path'
import { explainFailure } from '../../src/cli/failure'
import { createProgram } from '../../src/cli/program'
import { openTerminal, type Terminal } from '../../src/cli/terminal'
import { Lab } from '../../src/host/run/lab'
import type { Ended } from './corewise'

const project = resolve(import.meta.dirname, '../..')

/**
 * Calls the command line without a process of its own, which takes a hundredth of the time: for what
 * it says and keeps. Whether a process reads its arguments, prints and ends so, `corewise` shows.
 */
export async function called(
  args: readonly string[],
  home: string,
  cwd: string = home,
): Promise<Omit<Ended, 'signal'>> {
  let stdout = ''
  let stderr = ''
  let code = 0
  const terminal: Terminal = {
    ...openTerminal(),
    print: (text) => (stdout += `${text}\n`),
    tell: (text) => (stderr += `${text}\n`),
    canRedraw: false,
  }
  const engine = resolve(project, 'out/main')
  const lab = new Lab({ engineFolder: engine, filesFolder: resolve(project, 'node_modules') })
  const folders = { engine, lessons: resolve(project, 'resources/lessons') }
  const program = createProgram(lab, folders, terminal, (endsWith) => (code = endsWith))
  const before = { cwd: process.cwd(), home: process.env.COREWISE_HOME }
  try {
    process.chdir(cwd)
    process.env.COREWISE_HOME = home
    await program.parseAsync(args, { from: 'user' })
  } catch (error) {
    code = explainFailure(error, args.includes('--debug'), terminal)
  } finally {
    process.chdir(before.cwd)
    if (before.home === undefined) delete process.env.COREWISE_HOME
    else process.env.COREWISE_HOME = before.home
  }
  return { code, stdout, stderr }
}
