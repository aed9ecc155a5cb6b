import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { LessonExperiment } from '../../../contract/lesson'
import { WORKSHOP_SCHEMA_VERSION, type WorkshopItem } from '../../../contract/workshop'
import { useSavedWorkshops } from '../library/saved-workshops'
import { useWorkshop } from './workshop'

/**
 * A workshop that is being put together or changed. It is kept while other views are looked at, until
 * it is saved or cancelled.
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
    /** Gives the experiment at that place another title; an empty one it does not take. */
    rename(place: number, name: string): void {
      const item = items.value[place]
      if (item?.kind !== 'experiment' || name.trim() === '') return
      const experiment: LessonExperiment = { ...item.experiment, title: name.trim() }
      items.value = items.value.with(place, { kind: 'experiment', experiment })
    },
    /** Lets the item change places with the one `by` further. */
    move(place: number, by: 1 | -1): void {
      const item = items.value[place]
      const other = items.value[place + by]
      if (item && other) items.value = items.value.with(place, other).with(place + by, item)
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
