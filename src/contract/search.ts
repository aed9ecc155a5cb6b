import { z } from 'zod'
import { milliseconds } from '../engine/measure/statistics/quantity'
import { crossoverProblem, limitProblem } from '../engine/search/search-problem'
import type { Spec } from '../engine/spec/spec'
import { askedSpecSchema } from './run-name'

// A search for the crossover has a spec of its own, which an interface shows before it is run.
export { crossoverSpec } from '../engine/search/crossover-spec'

/** An hour: no job is waited for longer. */
export const MOST_LIMIT_MS = 3_600_000

/** What is searched for, by runs that choose the next value from what the ones before came to. */
export const searchSchema = z.discriminatedUnion('kind', [
  /** The share of computing at which the pool overtakes the loop. */
  z.strictObject({ kind: z.literal('crossover') }),
  /** Of each contender the highest arrival rate that keeps p99 within a limit. */
  z.strictObject({ kind: z.literal('highest-rate'), limitMs: z.number().gt(0).max(MOST_LIMIT_MS) }),
])
export type Search = z.infer<typeof searchSchema>
export type SearchKind = Search['kind']

export const searchRequestSchema = z.strictObject({ spec: askedSpecSchema, search: searchSchema })
export type SearchRequest = z.infer<typeof searchRequestSchema>

/** Why a search cannot begin with a spec, after the name of a field; null where it can. */
export function searchProblem(spec: Spec, search: Search): string | null {
  return search.kind === 'crossover'
    ? crossoverProblem(spec)
    : limitProblem(spec, milliseconds(search.limitMs))
}
