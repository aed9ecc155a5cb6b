import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import type { Work } from '../../../contract/run'
import { useQueue } from './queue'
import { useRun, type Ran } from './run'
import { useSearch } from './search'
import { useSpec } from './spec'
import { useSurvey } from './survey'
import { useSweep } from './sweep'

/** What pressing the one button does: a run, or a sweep or a search where one is asked for. */
export const useLaunch = defineStore('launch', () => {
  const run = useRun()
  const search = useSearch()
  const queue = useQueue()
  const spec = useSpec()
  const survey = useSurvey()
  const sweep = useSweep()
  const kind = computed(() => {
    if (search.search !== null) return 'search'
    return sweep.over === null ? 'run' : 'sweep'
  })
  const isFitting = computed(() => {
    const wanted = { run: spec.spec, sweep: sweep.request, search: search.request }
    return wanted[kind.value] !== null
  })
  /** Why what was filled in is not to be started, a sentence; null where it may be. */
  const heldBack = ref<string | null>(null)
  const isReady = computed(() => isFitting.value && !survey.isMeasuring && heldBack.value === null)

  function take(ran: Ran): void {
    spec.take(ran.spec)
    sweep.take(ran.sweep)
    search.take(ran.search)
  }
  /**
   * @param whenQuietMs how long to wait at most for the machine to be quiet; null begins at once
   */
  function start(whenQuietMs: number | null = null): void {
    if (!isReady.value) return
    const quietly = <T extends { readonly spec: object }>(request: T): T => ({
      ...request,
      spec: { ...request.spec, whenQuietMs },
    })
    if (search.request !== null) void run.startSearch(quietly(search.request))
    else if (sweep.request !== null) void run.startSweep(quietly(sweep.request))
    else if (spec.spec !== null) void run.start({ ...spec.spec, whenQuietMs })
  }

  /** What pressing the button would run; null where something does not fit. */
  const work = computed<Work | null>(() => {
    if (search.request !== null) return { kind: 'search', ...search.request }
    if (kind.value === 'sweep') return sweep.request && { kind: 'sweep', ...sweep.request }
    return kind.value === 'run' && spec.spec !== null ? { kind: 'run', spec: spec.spec } : null
  })

  return {
    kind,
    /** What the button says that it does. */
    verb: computed(() => ({ run: 'Run', sweep: 'Sweep', search: 'Search' })[kind.value]),
    /** Whether all that was filled in can be run. */
    isFitting,
    heldBack,
    /** Whether it can be run now. */
    isReady,
    /**
     * About how long it takes, in milliseconds: what is swept changes nothing of that. Null for a
     * search, which takes as many runs as it takes, and until it is foretold.
     */
    expectedMs: computed(() => {
      if (kind.value === 'search') return null
      const runs = kind.value === 'sweep' ? sweep.values.length : 1
      const eachMs = spec.prediction?.expectedMs ?? null
      return eachMs === null ? null : eachMs * runs
    }),
    start,
    /** Puts what was filled in behind what is measured. */
    enqueue(): void {
      if (work.value !== null) void queue.add(work.value)
    },
    /**
     * Runs one of the library once more, as what it was: now, or when what is measured has ended.
     *
     * @returns whether it begins at once
     */
    async runAgain(id: string): Promise<boolean> {
      const ran = await run.read(id)
      return ran !== null && (await queue.add(workOf(ran)))
    },
    /** Whether what is on the stage can be run once more now. */
    canRepeat: computed(
      () => run.ran !== null && !run.isRunning && !run.isStarting && !survey.isMeasuring,
    ),
    /** Runs what is on the stage once more, as what it was. */
    repeat(): void {
      if (run.ran === null) return
      if (run.ran.experiment !== null) {
        void run.startExperiment(run.ran.experiment)
        return
      }
      take(run.ran)
      start()
    },
    /** A preset is a run of its own, also where it is what a sweep began with. */
    choosePreset(name: string): void {
      spec.choosePreset(name)
      sweep.clear()
      const swept = spec.presets.find((preset) => preset.name === name)?.sweep ?? null
      if (swept !== null) sweep.take(swept)
      search.take(null)
    },
    /** Takes up what was run before, as what it was. */
    take,
  }
})

function workOf({ spec, sweep, search, experiment }: Ran): Work {
  if (experiment !== null) return { kind: 'experiment', experiment }
  if (search !== null) return { kind: 'search', spec, search }
  if (sweep === null) return { kind: 'run', spec }
  return { kind: 'sweep', spec, over: sweep.over, values: [...sweep.values] }
}
