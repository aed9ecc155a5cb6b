import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Lesson } from '../../contract/lesson'
import { useLab } from './lab'
import { useNotices } from './notices'

/** The lessons that there are, and which of them is open. */
export const useWorkshop = defineStore('workshop', () => {
  const lab = useLab()
  const notices = useNotices()
  const lessons = shallowRef<readonly Lesson[]>([])
  const problems = shallowRef<readonly string[]>([])
  /** The place of the open lesson among `lessons`; null where the list is shown. */
  const at = ref<number | null>(null)

  return {
    lessons,
    problems,
    at,
    lesson: computed(() => (at.value === null ? null : (lessons.value[at.value] ?? null))),
    async load(): Promise<void> {
      const list = notices.valueOf(await lab.lessons())
      if (list === null) return
      lessons.value = list.lessons
      problems.value = list.problems
    },
    /** Opens the lesson at that place, as far as there is one. */
    open(place: number | null): void {
      if (place === null || lessons.value[place] !== undefined) at.value = place
    },
  }
})
