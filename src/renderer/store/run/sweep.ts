import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { SweepRequest, SweepSettings, SweepOver } from '../../../contract/run'
import {
  firstDraft,
  listDraft,
  readDraft,
  sweepable,
  type SweepDraft,
} from '../../model/sweep-draft'
import { useSpec } from './spec'

/** Over which parameter and values the spec is to be run, if over any. */
export const useSweep = defineStore('sweep', () => {
  const spec = useSpec()
  const wanted = ref<SweepOver | null>(null)
  const drafts = shallowRef<ReadonlyMap<SweepOver, SweepDraft>>(new Map())
  /** Values of another session, until their parameter is chosen. */
  const earlier = shallowRef<SweepSettings | null>(null)
  /** What was opened from the library, in the place of whatever was set before. */
  const opened = shallowRef<SweepSettings | null>(null)

  const usableCores = computed(() => spec.prediction?.usableCores ?? null)
  const offered = computed(() =>
    spec.draft === null ? [] : sweepable(spec.draft, usableCores.value),
  )
  /** Null for a single run, and where the spec cannot be swept over what was chosen. */
  const over = computed(() =>
    wanted.value !== null && offered.value.includes(wanted.value) ? wanted.value : null,
  )
  const draft = computed(() => {
    if (over.value === null || spec.draft === null) return null
    const kept = drafts.value.get(over.value)
    if (kept !== undefined) return kept
    const settings = [opened.value, earlier.value].find((one) => one?.over === over.value)
    return settings
      ? listDraft(over.value, settings.values, spec.draft)
      : firstDraft(over.value, spec.draft, usableCores.value)
  })
  const read = computed(() =>
    over.value === null || draft.value === null ? null : readDraft(over.value, draft.value),
  )
  const values = computed(() => read.value?.values ?? [])

  function forget(name: SweepOver | undefined): void {
    drafts.value = new Map([...drafts.value].filter(([other]) => other !== name))
  }

  return {
    offered,
    /** False until the first prediction has come: until then a sweep over cores is not offered. */
    areCoresKnown: computed(() => spec.prediction !== null),
    over,
    draft,
    /** In the spec's unit; none where something does not fit. */
    values,
    /** What does not fit, by its field; each sentence names it. */
    problems: computed(
      () => new Map(read.value?.problems.map(({ field, message }) => [field, message])),
    ),
    /** What can be started; null where there is no sweep or something does not fit. */
    request: computed<SweepRequest | null>(() =>
      over.value === null || spec.spec === null || values.value.length === 0
        ? null
        : { spec: spec.spec, over: over.value, values: [...values.value] },
    ),
    choose(chosen: SweepOver | null): void {
      wanted.value = chosen
    },
    change(change: Partial<SweepDraft>): void {
      if (over.value === null || draft.value === null) return
      drafts.value = new Map(drafts.value).set(over.value, { ...draft.value, ...change })
    },
    /** Has values ready for when their parameter is chosen. */
    remember(settings: SweepSettings | null): void {
      earlier.value = settings
    },
    /** Takes up a sweep that was run before; null for a run that was none. */
    take(settings: SweepSettings | null): void {
      forget(settings?.over)
      wanted.value = settings?.over ?? null
      opened.value = settings
    },
    /** Goes back to a single run; what was opened leaves no values behind. */
    clear(): void {
      forget(opened.value?.over)
      wanted.value = null
      opened.value = null
    },
  }
})
