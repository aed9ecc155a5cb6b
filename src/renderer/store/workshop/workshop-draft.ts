import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import {
  MAX_MINUTES,
  WORKSHOP_SCHEMA_VERSION,
  type WorkshopItem,
} from '../../../contract/workshop/workshop'
import { useSavedWorkshops } from '../library/saved-workshops'
import { useWorkshop } from './workshop'

/**
 * A workshop that is being put together or changed. It is kept while other views are looked at,
 * until it is saved or cancelled.
 */
export const useWorkshopDraft = defineStore('workshop-draft', () => {
  const savedWorkshops = useSavedWorkshops()
  const workshop = useWorkshop()
  const title = ref('')
  const items = shallowRef<readonly WorkshopItem[]>([])
  const isTitleTaken = computed(() =>
    savedWorkshops.workshops.some(
      ({ id, workshop: other }) => id !== workshop.chosen?.id && other.title === title.value.trim(),
    ),
  )

  return {
    title,
    items,
    isTitleTaken,
    isComplete: computed(
      () => title.value.trim() !== '' && !isTitleTaken.value && items.value.length > 0,
    ),
    /** Begins with the chosen workshop, or with nothing for a new one. */
    begin(): void {
      title.value = workshop.chosen?.workshop.title ?? ''
      items.value = workshop.chosen?.workshop.items ?? []
      workshop.isEditing = true
    },
    add(item: WorkshopItem): void {
      items.value = [...items.value, item]
    },
    /**
     * Gives the item at that place another title; an empty one it does not take, nor does a lesson.
     */
    rename(place: number, name: string): void {
      const item = items.value[place]
      const title = name.trim()
      if (item === undefined || item.kind === 'lesson' || title === '') return
      const renamed =
        item.kind === 'experiment'
          ? { ...item, experiment: { ...item.experiment, title } }
          : { ...item, title }
      items.value = items.value.with(place, renamed)
    },
    /** Plans the item for so many whole minutes; a lesson says its own. */
    plan(place: number, minutes: number): void {
      const item = items.value[place]
      if (item === undefined || item.kind === 'lesson') return
      const least = item.kind === 'break' ? 1 : 0
      if (!Number.isInteger(minutes) || minutes < least || minutes > MAX_MINUTES) return
      items.value = items.value.with(place, { ...item, minutes })
    },
    /** What stands below the title of a title slide. */
    describe(place: number, text: string): void {
      const item = items.value[place]
      if (item?.kind === 'title') items.value = items.value.with(place, { ...item, text })
    },
    /** Notes for the instructor, at an experiment or a title. */
    note(place: number, notes: string): void {
      const item = items.value[place]
      if (item?.kind !== 'experiment' && item?.kind !== 'title') return
      items.value = items.value.with(place, { ...item, notes })
    },
    /** Takes the item to another place, as far as there is one; the others make room. */
    move(from: number, to: number): void {
      const item = items.value[from]
      if (item === undefined || to < 0 || to >= items.value.length) return
      items.value = items.value.toSpliced(from, 1).toSpliced(to, 0, item)
    },
    remove(place: number): void {
      items.value = items.value.filter((_, index) => index !== place)
    },
    async save(): Promise<void> {
      const saved = await savedWorkshops.save(workshop.chosen?.id ?? null, {
        kind: 'corewise-workshop',
        schemaVersion: WORKSHOP_SCHEMA_VERSION,
        title: title.value.trim(),
        items: [...items.value],
      })
      if (saved !== null) workshop.choose(saved.id)
    },
    cancel(): void {
      workshop.isEditing = false
    },
  }
})
