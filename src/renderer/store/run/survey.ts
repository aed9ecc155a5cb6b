import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type {
  ActiveSurvey,
  SurveyEvent,
  SurveyKind,
  SurveyResult,
  SurveyFinished,
} from '../../../contract/survey'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/** A survey to be looked at; the id is null where it could not be kept. */
export interface ShownSurvey {
  readonly id: string | null
  readonly result: SurveyResult
}

type Shown = Readonly<Record<SurveyKind, ShownSurvey | null>>

/** The survey that goes on, and the newest of each kind. */
export const useSurvey = defineStore('survey', () => {
  const lab = useLab()
  const notices = useNotices()
  const active = shallowRef<ActiveSurvey | null>(null)
  const shown = shallowRef<Shown>({ memory: null, cost: null })
  const problems = shallowRef<readonly string[]>([])
  const isStarting = ref(false)
  const isCancelling = ref(false)

  function receive(event: SurveyEvent): void {
    switch (event.kind) {
      case 'started':
        isCancelling.value = false
        active.value = event.survey
        return
      case 'progressed':
        active.value = event.survey
        return
      case 'finished':
        active.value = null
        show(event)
        return
      case 'failed':
        active.value = null
        notices.complain(event.error)
    }
  }
  lab.on('survey', receive)

  function show({ result, saved }: SurveyFinished): void {
    const kind = result.kind === 'corewise-cost' ? 'cost' : 'memory'
    shown.value = { ...shown.value, [kind]: { id: saved.ok ? saved.value.id : null, result } }
    if (saved.ok) return
    const message = `The survey could not be kept: ${saved.error.message}`
    notices.complain({ ...saved.error, message })
  }

  return {
    active,
    shown,
    problems,
    isStarting,
    isCancelling,
    isMeasuring: computed(() => active.value !== null),
    /** Joins a survey that was going on when the window was opened or loaded again. */
    async join(): Promise<void> {
      const going = notices.valueOf(await lab.activeSurvey())
      if (going !== null && active.value === null) active.value = going
    },
    /** Shows the newest that were kept, the command line's among them. */
    async load(): Promise<void> {
      const newest = notices.valueOf(await lab.newestSurveys())
      if (newest === null) return
      shown.value = {
        memory: newer(newest.memory, shown.value.memory),
        cost: newer(newest.cost, shown.value.cost),
      }
      problems.value = newest.problems
    },
    async measure(kind: SurveyKind): Promise<void> {
      if (active.value !== null || isStarting.value) return
      isStarting.value = true
      notices.valueOf(await lab.measureSurvey({ kind }))
      isStarting.value = false
    },
    async cancel(): Promise<void> {
      if (active.value === null || isCancelling.value) return
      isCancelling.value = true
      notices.valueOf(await lab.cancelSurvey({ surveyId: active.value.surveyId }))
    },
  }
})

/** One that could not be kept stays until a newer one is there. */
function newer(kept: ShownSurvey | null, shown: ShownSurvey | null): ShownSurvey | null {
  if (kept === null || shown === null) return kept ?? shown
  return shown.result.startedAt > kept.result.startedAt ? shown : kept
}
