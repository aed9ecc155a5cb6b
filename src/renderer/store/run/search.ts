import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import {
  crossoverSpec,
  MOST_LIMIT_MS,
  searchProblem,
  type Search,
  type SearchRequest,
  type SearchKind,
} from '../../../contract/search'
import { canShareOut } from '../../../contract/spec'
import { useSpec } from './spec'

export const searchKinds = ['highest-rate', 'crossover'] as const satisfies SearchKind[]

/** As much as most services promise. */
const FIRST_LIMIT_MS = 50

/** What is to be searched for with the spec, if anything is. */
export const useSearch = defineStore('search', () => {
  const spec = useSpec()
  const kind = ref<SearchKind | null>(null)
  /** Not a number where its field was emptied. */
  const limitMs = ref(FIRST_LIMIT_MS)

  const offered = computed(() =>
    searchKinds.filter(
      (each) => each !== 'crossover' || spec.draft === null || canShareOut(spec.draft.workload),
    ),
  )
  const search = computed<Search | null>(() => {
    if (kind.value === null || !offered.value.includes(kind.value)) return null
    return kind.value === 'crossover'
      ? { kind: kind.value }
      : { kind: kind.value, limitMs: limitMs.value }
  })
  /** Why it cannot begin; empty where it can. */
  const problem = computed(() => {
    if (search.value === null || spec.spec === null) return ''
    const isWithin = limitMs.value > 0 && limitMs.value <= MOST_LIMIT_MS
    if (search.value.kind === 'highest-rate' && !isWithin) {
      return `More than 0 and at most ${MOST_LIMIT_MS.toLocaleString('en')} ms`
    }
    return searchProblem(spec.spec, search.value) ?? ''
  })

  return {
    offered,
    limitMs,
    search,
    problem,
    /** What can be started; null where nothing is searched for or something does not fit. */
    request: computed<SearchRequest | null>(() =>
      search.value === null || spec.spec === null || problem.value !== ''
        ? null
        : { spec: spec.spec, search: search.value },
    ),
    /** A search for the crossover takes fewer and shorter jobs than a run, which are shown. */
    choose(chosen: SearchKind | null): void {
      kind.value = chosen
      if (chosen === 'crossover' && spec.spec !== null) {
        spec.take({ ...crossoverSpec(spec.spec), load: { kind: 'closed' } })
      }
    },
    /** Takes up a search that was run before; null for what was none. */
    take(taken: Search | null): void {
      kind.value = taken?.kind ?? null
      if (taken?.kind === 'highest-rate') limitMs.value = taken.limitMs
    },
  }
})
