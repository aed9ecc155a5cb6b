import { parse, resolve } from 'node:path'
import type { CommandContext } from '../command-context'
import { InputError, quote } from '../../host/input/input-error'
import type { Result } from '../../engine/result/result'
import { comparisonView } from '../view/comparison-view'
import { findResult } from '../find-named'
import { exitCodes } from '../exit-code'
import { writeFiles } from '../../host/output/write-files'
import { githubAnnotations, junit } from '../outcome/judgement-report'
import { parseFailIf, judge } from '../outcome/regression'
import { printable } from '../terminal'

interface CompareFlags {
  readonly failIf?: string
  readonly junit?: string
  readonly annotations?: boolean
}

/**
 * Adds `compare`: several runs in one table, and the check that none regressed where it is asked.
 */
export function addCompare({ program, terminal, end }: CommandContext): void {
  const { print, paint } = terminal
  program
    .command('compare')
    .summary('compare several runs')
    .description(
      'Puts several runs side by side, with ratios to the first and their 95 % intervals. A difference whose interval includes 1 is called noise. --fail-if fails only where all of the interval is beyond what it allows. Runs with too few blocks for an interval are judged by their figures alone.',
    )
    .argument('<result>', 'a result file, the folder that it is in, or its name in the library')
    .argument('<results...>', 'one or more others')
    .option(
      '--fail-if <condition>',
      'end with exit code 1 where a later run is surely slower:5% (jobs/s) or costlier:5% (jobs per core-second) than the first',
    )
    .option('--junit <file>', 'with --fail-if: write what was judged as JUnit XML, for builds')
    .option('--annotations', 'with --fail-if: print what was judged for GitHub to show')
    .addHelpText(
      'after',
      `
Examples:
  corewise compare before/result.corewise.json after/result.corewise.json
  corewise compare laptop server workstation
  corewise compare before.json after.json --fail-if slower:5%
  corewise compare before.json after.json --fail-if slower:5% --junit judged.xml --annotations`,
    )
    .action(async (first: string, others: string[], options: CompareFlags) => {
      const failIf = options.failIf === undefined ? null : parseFailIf(options.failIf)
      if (failIf === null) refuseWithoutCondition(options)
      const results: Result[] = []
      for (const target of [first, ...others]) results.push(await findRun(target))
      print(comparisonView(results, paint))
      if (failIf === null) return
      const { judged, regressions, remarks } = judge(results, failIf)
      if (options.junit !== undefined) {
        const { dir, base } = parse(resolve(options.junit))
        const data = junit(judged, options.failIf ?? '')
        await writeFiles(dir, [{ name: base, data }])
      }
      if (options.annotations === true) {
        for (const line of githubAnnotations(judged)) print(printable(line))
      }
      for (const line of remarks) print(printable(line))
      for (const line of regressions) print(paint.red(printable(line)))
      if (regressions.length > 0) end(exitCodes.failed)
      else print(`--fail-if ${options.failIf ?? ''}: no contender that was compared is.`)
    })
}

/** @throws InputError for a flag that says where a judgement goes while nothing is judged */
function refuseWithoutCondition({ junit: file, annotations }: CompareFlags): void {
  const flag = file === undefined ? '--annotations' : '--junit'
  if (file === undefined && annotations !== true) return
  const message = `${flag} needs --fail-if, which says what is judged: add --fail-if slower:5%`
  throw new InputError('invalid-field', message, { source: flag, value: file ?? true })
}

async function findRun(target: string): Promise<Result> {
  const result = await findResult(target)
  if (result.kind === 'corewise-result') return result
  const message = `${target} is not a run (kind is ${quote(result.kind)}); runs can be compared`
  throw new InputError('wrong-kind', message, { source: target, field: 'kind', value: result.kind })
}
