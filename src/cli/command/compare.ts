import type { CommandContext } from '../command-context'
import { InputError, quote } from '../../host/input/input-error'
import type { Result } from '../../engine/result/result'
import { comparisonView } from '../view/comparison-view'
import { findResult } from '../find-named'
import { exitCodes } from '../exit-code'
import { parseFailIf, judge } from '../regression'
import { printable } from '../terminal'

/** Adds `compare`: several runs in one table, and the check that none regressed where it is asked. */
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
    .addHelpText(
      'after',
      `
Examples:
  corewise compare before/result.corewise.json after/result.corewise.json
  corewise compare laptop server workstation
  corewise compare before.json after.json --fail-if slower:5%`,
    )
    .action(async (first: string, others: string[], options: { failIf?: string }) => {
      const failIf = options.failIf === undefined ? null : parseFailIf(options.failIf)
      const results: Result[] = []
      for (const target of [first, ...others]) results.push(await findRun(target))
      print(comparisonView(results, paint))
      if (failIf === null) return
      const { regressions, remarks } = judge(results, failIf)
      for (const line of remarks) print(printable(line))
      for (const line of regressions) print(paint.red(printable(line)))
      if (regressions.length > 0) end(exitCodes.failed)
      else print(`--fail-if ${options.failIf ?? ''}: no contender that was compared is.`)
    })
}

async function findRun(target: string): Promise<Result> {
  const record = await findResult(target)
  if (record.kind === 'corewise-result') return record
  const message = `${target} is not a run (kind is ${quote(record.kind)}); runs can be compared`
  throw new InputError('wrong-kind', message, { source: target, field: 'kind', value: record.kind })
}
