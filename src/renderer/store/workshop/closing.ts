import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Closing, LessonExperiment } from '../../../contract/workshop/lesson'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/**
 * What the measured comparisons of lessons said; kept, as one goes on to other slides meanwhile.
 */
export const useClosing = defineStore('closing', () => {
  const lab = useLab()
  const notices = useNotices()
  const closings = shallowRef<ReadonlyMap<string, Closing>>(new Map())
  const measured = ref<string | null>(null)
  /**
   * What was guessed in front of a room, or `passed`: before that nothing of an earlier run is
   * shown.
   */
  const guesses = shallowRef<ReadonlyMap<string, string>>(new Map())
  // Lessons are read anew with their list: the same experiment is another object then.
  const keyOf = (experiment: LessonExperiment): string => JSON.stringify(experiment)

  function guess(experiment: LessonExperiment, guessed: string): void {
    guesses.value = new Map(guesses.value).set(keyOf(experiment), guessed)
  }

  return {
    /** What was measured last for this experiment; null where nothing was. */
    closingOf: (experiment: LessonExperiment): Closing | null =>
      closings.value.get(keyOf(experiment)) ?? null,
    isMeasuring: (experiment: LessonExperiment): boolean => measured.value === keyOf(experiment),
    /** What was guessed, or `passed`; null before. */
    guessOf: (experiment: LessonExperiment): string | null =>
      guesses.value.get(keyOf(experiment)) ?? null,
    guess,
    /** For another room. */
    forgetGuesses(): void {
      guesses.value = new Map()
    },
    /** Measures; a room that did not guess until then has passed. */
    async measure(experiment: LessonExperiment): Promise<void> {
      const key = keyOf(experiment)
      measured.value = key
      if (!guesses.value.has(key)) guess(experiment, 'passed')
      const closing = notices.valueOf(await lab.closeLesson(experiment))
      measured.value = null
      if (closing !== null) closings.value = new Map(closings.value).set(key, closing)
    },
  }
})
