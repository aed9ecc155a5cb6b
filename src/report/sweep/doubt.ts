import { quoted } from '../isolated-text'
import { distrustOf } from '../../engine/analysis/trust/trust'
import type { Sweep } from '../../engine/result/sweep'
import type { Result } from '../../engine/result/result'
import type { ContenderName } from '../../engine/spec/spec'
import { distrustClause } from '../verdict/trust-words'

/** A value at which a search learnt nothing, and why: "other programs used 1.4 of 2 cores". */
export interface Doubt {
  readonly value: number
  readonly clause: string
}

/**
 * The values of a search of which nothing follows: the run there is not to be trusted, something in
 * it failed, or nothing was measured.
 *
 * @param name which contender the search is about, where it runs each contender by itself
 */
export function doubtsOf(
  { points, failures }: Pick<Sweep, 'points' | 'failures'>,
  name: ContenderName | null,
): Doubt[] {
  const isAbout = ({ contenders }: Result): boolean =>
    name === null || contenders.some((contender) => contender.name === name)
  const doubted = points.flatMap(({ value, result }) => {
    const clause = isAbout(result) ? doubtIn(result) : null
    return clause === null ? [] : [{ value, clause }]
  })
  const failed = failures
    .filter((failure) => failure.name === name)
    .map(({ value, error }) => ({ value, clause: `nothing was measured (${error})` }))
  return [...doubted, ...failed]
}

function doubtIn(result: Result): string | null {
  const distrust = distrustOf(result)
  if (distrust !== null) return distrustClause(distrust)
  for (const contender of result.contenders) {
    if (contender.status === 'failed') return `${contender.name} failed: ${quoted(contender.error)}`
  }
  return null
}
