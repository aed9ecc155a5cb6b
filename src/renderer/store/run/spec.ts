import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { calls } from '../../../contract/lab-api'
import type {
  Prediction,
  Preset,
  Spec,
  SpecInput,
  WorkloadKind,
  LoadKind,
} from '../../../contract/spec'
import { withValue } from '../../model/spec-field'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/** Long enough that typing a number asks for one prediction, not for one per digit. */
const PREDICT_AFTER_MS = 120

/** What is to be run next, whether it can be, and what can be said of it beforehand. */
export const useSpec = defineStore('spec', () => {
  const lab = useLab()
  const notices = useNotices()
  const presets = shallowRef<readonly Preset[]>([])
  const draft = shallowRef<SpecInput | null>(null)
  const prediction = shallowRef<Prediction | null>(null)
  const isFirstRun = ref(false)

  const parsed = computed(() =>
    draft.value === null ? null : calls.startRun.input.safeParse(draft.value),
  )
  /** The draft as it can be run; null where something in it does not fit. */
  const spec = computed<Spec | null>(() => (parsed.value?.success ? parsed.value.data : null))
  /** What does not fit, by the path of the field. */
  const problems = computed<ReadonlyMap<string, string>>(() => {
    const issues = parsed.value?.error?.issues ?? []
    return new Map(issues.map(({ path, message }) => [path.join('.'), message]))
  })
  /** The preset whose spec the draft still is. */
  const presetName = computed(() => {
    const text = JSON.stringify(spec.value)
    return presets.value.find((preset) => JSON.stringify(preset.spec) === text)?.name ?? null
  })

  async function predict(wanted: Spec): Promise<void> {
    const reply = await lab.predict(wanted)
    if (spec.value === wanted) prediction.value = reply.ok ? reply.value : null
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(spec, (wanted) => {
    clearTimeout(timer)
    if (wanted === null) return
    timer = setTimeout(() => void predict(wanted), PREDICT_AFTER_MS)
  })

  return {
    presets,
    draft,
    spec,
    problems,
    presetName,
    prediction,
    isFirstRun,
    /** Reads the presets and takes the last run's spec up again, or the first preset. */
    async load(lastSpec: Spec | null): Promise<void> {
      presets.value = notices.valueOf(await lab.presets()) ?? []
      isFirstRun.value = lastSpec === null
      draft.value = lastSpec ?? presets.value[0]?.spec ?? null
    },
    choosePreset(name: string): void {
      const preset = presets.value.find((candidate) => candidate.name === name)
      if (preset) draft.value = preset.spec
    },
    change(path: string, value: unknown): void {
      if (draft.value !== null) draft.value = withValue(draft.value, path, value)
    },
    /** Takes another kind of work, with the amounts that its preset has. */
    chooseKind(kind: WorkloadKind): void {
      const like = presets.value.find((preset) => preset.spec.workload.kind === kind)
      if (draft.value !== null && like) {
        draft.value = { ...draft.value, name: like.name, workload: like.spec.workload }
      }
    },
    /** Takes the other kind of load; an open one at the rate that the ceilings leave half idle. */
    chooseLoad(kind: LoadKind): void {
      if (draft.value === null) return
      const ceilings = prediction.value?.contenders.map(({ jobsPerSecond }) => jobsPerSecond) ?? []
      const arrivalsPerSecond = Math.max(1, Math.round(Math.min(1_000, ...ceilings) / 2))
      const load = kind === 'open' ? { kind, arrivalsPerSecond, arrivals: 'poisson' } : { kind }
      draft.value = withValue(draft.value, 'load', load)
    },
    /** Asks anew what can be said beforehand, where something else than the spec has changed. */
    async predictAgain(): Promise<void> {
      if (spec.value !== null) await predict(spec.value)
    },
    /** Takes up a spec that was run before. */
    take(other: Spec): void {
      draft.value = other
    },
  }
})
