import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Closing, LessonExperiment } from '../../../contract/lesson'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/** What the measured comparisons of lessons said; kept, as one goes on to other slides meanwhile. */
export const useClosing = defineStore('closing', () => {
  const lab = useLab()
  const notices = useNotices()
  const closings = shallowRef<ReadonlyMap<string, Closing>>(new Map())
  const measured = ref<string | null>(null)
  // Lessons are read anew with their list: the same experiment is another object then.
  const keyOf = (experiment: LessonExperiment): string => JSON.stringify(experiment)

  return {
    /** What was measured last for this experiment; null where nothing was. */
    closingOf: (experiment: LessonExperiment): Closing | null =>
      closings.value.get(keyOf(experiment)) ?? null,
    isMeasuring: (experiment: LessonExperiment): boolean => measured.value === keyOf(experiment),
    async measure(experiment: LessonExperiment): Promise<void> {
      const key = keyOf(experiment)
      measured.value = key
      const closing = notices.valueOf(await lab.closeLesson(experiment))
      measured.value = null
      if (closing !== null) closings.value = new Map(closings.value).set(key, closing)
    },
  }
})
