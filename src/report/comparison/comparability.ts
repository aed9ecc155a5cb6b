import { areJobsApart, isRoundsApart } from '../../engine/analysis/compare-runs'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { effectiveCores } from '../../engine/measure/processors/processors'
import type { Result } from '../../engine/result/result'
import { figure } from '../format'
import { distrustClause, distrustWords } from '../verdict/trust-words'

/**
 * Whether runs are from other processors, or from another number of cores: their rates say nothing
 * of each other.
 */
export function areMachinesApart(results: readonly Result[]): boolean {
  return isApart(results, ({ environment }) => [environment.cpuModel, effectiveCores(environment)])
}

/**
 * What makes runs less comparable than their figures look, a sentence each, the worst first. Of the
 * first run that is not to be trusted the verdict on them tells.
 *
 * @param labels what stands for each run: numbers, or letters
 */
export function comparabilityRemarks(
  results: readonly Result[],
  labels: readonly string[],
): string[] {
  const differs = (what: (result: Result) => unknown): boolean => isApart(results, what)
  const doubts = results.flatMap((result, index) => {
    const distrust = distrustOf(result)
    if (distrust === null) return []
    const { advice } = distrustWords(distrust)
    const run = `Run ${labels[index] ?? ''}`
    return [`${run} is not to be trusted: ${distrustClause(distrust)}. ${advice}`]
  })
  return [
    ...doubts.slice(1),
    ...(areMachinesApart(results)
      ? ['The runs are from different machines: compare ratios within a run.']
      : []),
    ...(differs(({ environment }) => environment.versions)
      ? ['The runs are from different versions of the runtime, which is then compared too.']
      : []),
    ...(areJobsApart(results)
      ? ['The jobs of the runs differ, so their rates say nothing of each other.']
      : []),
    ...roundsRemark(results),
    ...(differs(({ spec: { durationMs, blocks, warmupMs } }) => [durationMs, blocks, warmupMs])
      ? ['The runs differ in measured time, blocks or warm-up. Measure both alike to compare them.']
      : []),
    ...(differs(({ spec: { load } }) => load)
      ? ['The loads of the runs differ. Measure both alike to compare them.']
      : []),
    ...(differs(({ spec: { concurrency, workers } }) => [concurrency, workers])
      ? ['The runs differ in jobs in flight or in workers. Measure both alike to compare them.']
      : []),
  ]
}

function isApart(results: readonly Result[], what: (result: Result) => unknown): boolean {
  return new Set(results.map((result) => JSON.stringify(what(result)))).size > 1
}

/** Jobs that compute as long by calibration are not as much work on a slower machine or runtime. */
function roundsRemark([first, ...others]: readonly Result[]): string[] {
  if (first === undefined || !others.some((later) => isRoundsApart(first, later))) return []
  const all = [first, ...others].map(({ plan }) => figure(plan.roundsPerMs)).join(', ')
  return [
    `A millisecond of computing is ${all} rounds, so jobs are not the same work. Run them again with --rounds-per-ms of the first run.`,
  ]
}
