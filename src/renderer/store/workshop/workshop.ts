import { isolated } from '../../../report/isolated-text'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Lesson } from '../../../contract/workshop/lesson'
import type { WorkshopItem } from '../../../contract/workshop/workshop'
import { keptIfEqual } from '../../model/kept-if-equal'
import { useLab } from '../lab'
import { useLesson } from './lesson'
import { useNotices } from '../notices'
import { useSavedWorkshops } from '../library/saved-workshops'

/** What is taught: all lessons of the lab, or a saved workshop; and which of its items is open. */
export const useWorkshop = defineStore('workshop', () => {
  const lab = useLab()
  const notices = useNotices()
  const open = useLesson()
  const savedWorkshops = useSavedWorkshops()
  const lessons = shallowRef<readonly Lesson[]>([])
  const problems = shallowRef<readonly string[]>([])
  /** The chosen workshop; null for all lessons. */
  const chosenId = ref<string | null>(null)
  /** The place of the open item; null where the list is shown. */
  const at = ref<number | null>(null)
  /** Whether the chosen workshop is being changed, or with none chosen a new one put together. */
  const isEditing = ref(false)

  const chosen = computed(
    () => savedWorkshops.workshops.find(({ id }) => id === chosenId.value) ?? null,
  )
  const items = computed<readonly WorkshopItem[]>(
    () =>
      chosen.value?.workshop.items ??
      lessons.value.map((lesson) => ({ kind: 'lesson' as const, lesson })),
  )
  /** Experiments are specs, which run nothing of the file: only programs have to be agreed to. */
  const mayRun = computed(
    () => chosen.value?.isAgreed !== false || items.value.every(({ kind }) => kind !== 'lesson'),
  )

  return {
    lessons,
    problems,
    chosen,
    items,
    mayRun,
    at,
    isEditing,
    /**
     * The number under which an item is listed: a lesson's own among all lessons, else its place.
     */
    numberOf(place: number): number {
      const item = items.value[place]
      return chosen.value === null && item?.kind === 'lesson' ? item.lesson.number : place + 1
    },
    item: computed(() => (at.value === null ? null : (items.value[at.value] ?? null))),
    async load(): Promise<void> {
      await savedWorkshops.load()
      const list = notices.valueOf(await lab.lessons())
      if (list === null) return
      lessons.value = keptIfEqual(lessons.value, list.lessons)
      problems.value = list.problems
    },
    /** Takes a saved workshop, or with null all lessons, and shows its list. */
    choose(id: string | null): void {
      chosenId.value = id
      at.value = null
      isEditing.value = false
    },
    /**
     * Opens the item at that place from its beginning, as far as there is one; null is the list.
     */
    open(place: number | null): void {
      open.pause()
      const item = place === null ? null : items.value[place]
      if (item === undefined) return
      at.value = place
      if (item?.kind === 'lesson') open.show(item.lesson, mayRun.value)
    },
    /** The person agreed that the programs of the chosen workshop are run. */
    async agree(): Promise<void> {
      if (chosen.value === null) return
      await savedWorkshops.agree(chosen.value)
      // An open lesson is one of this workshop; from the list the last open one may be of another.
      if (mayRun.value && at.value !== null) open.allow()
    },
    /** Keeps the changed program of the open lesson in the chosen workshop. */
    async keepProgram(): Promise<void> {
      const { value: saved } = chosen
      const place = at.value
      if (saved === null || place === null || open.lesson === null) return
      const field = open.language === 'python' ? 'original' : 'program'
      const lesson = { ...open.lesson, [field]: open.program }
      const { workshop } = saved
      const kept = await savedWorkshops.save(saved.id, {
        ...workshop,
        items: workshop.items.with(place, { kind: 'lesson', lesson }),
      })
      if (kept === null) return
      open.keep(lesson)
      notices.tell(`${isolated(lesson.title)}: the program is kept in ${isolated(workshop.title)}`)
    },
  }
})
