import { resolve } from 'node:path'
import { explainFailure } from '../../src/cli/failure'
import { createProgram } from '../../src/cli/program'
import { openTerminal, type Terminal } from '../../src/cli/terminal'
import type { Result } from '../../src/engine/result/result'
import { Lab, type LabOptions } from '../../src/host/run/lab'
import type { Ended } from './corewise'

const project = resolve(import.meta.dirname, '../..')

/**
 * Calls the command line without a process of its own, which takes a hundredth of the time: for
 * what it says and keeps. Whether a process reads its arguments, prints and ends so, `corewise`
 * shows.
 *
 * @param onResult is given what a run measured, which not every command keeps
 */
export async function called(
  args: readonly string[],
  home: string,
  cwd: string = home,
  onResult: (result: Result) => void = () => undefined,
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
  const lab = new WatchedLab(
    { engineFolder: engine, filesFolder: resolve(project, 'node_modules') },
    onResult,
  )
  const folders = { engine, lessons: resolve(project, 'resources/lessons') }
  const program = createProgram({ lab, folders, terminal, end: (endsWith) => (code = endsWith) })
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

class WatchedLab extends Lab {
  readonly #onResult: (result: Result) => void

  constructor(options: LabOptions, onResult: (result: Result) => void) {
    super(options)
    this.#onResult = onResult
  }

  override async run(...args: Parameters<Lab['run']>): Promise<Result> {
    const result = await super.run(...args)
    this.#onResult(result)
    return result
  }
}
