import type { Command } from 'commander'
import { InputError, quote } from '../../host/input-error'
import type { Result } from '../../engine/experiment/result'
import { comparisonView } from '../comparison-view'
import { findResult } from '../find-result'
import type { Terminal } from '../terminal'

/** Adds `compare`: several runs in one table. */
export function addCompare(program: Command, { print, paint }: Terminal): void {
  program
    .command('compare')
    .summary('compare several runs')
    .description('Puts several runs side by side, with ratios to the first.')
    .argument('<result>', 'a result file, the folder that it is in, or its name in the library')
    .argument('<results...>', 'one or more others')
    .addHelpText(
      'after',
      `
Examples:
  corewise compare before/result.corewise.json after/result.corewise.json
  corewise compare laptop server workstation`,
    )
    .action(async (first: string, others: string[]) => {
      const results: Result[] = []
      for (const target of [first, ...others]) results.push(await findRun(target))
      print(comparisonView(results, paint))
    })
}

async function findRun(target: string): Promise<Result> {
  const record = await findResult(target)
  if (record.kind === 'corewise-result') return record
  const message = `${target} is a sweep (kind is ${quote(record.kind)}); runs can be compared`
  throw new InputError('wrong-kind', message, { source: target, field: 'kind', value: record.kind })
}
