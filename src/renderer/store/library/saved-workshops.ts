import { isolated } from '../../../report/isolated-text'
import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { SavedWorkshop, Workshop } from '../../../contract/workshop/workshop'
import { keptIfEqual } from '../../model/kept-if-equal'
import { useDelivery } from './deliver'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/** The workshops that were put together here or imported. */
export const useSavedWorkshops = defineStore('saved-workshops', () => {
  const lab = useLab()
  const notices = useNotices()
  const tellOf = useDelivery()
  const workshops = shallowRef<readonly SavedWorkshop[]>([])
  const problems = shallowRef<readonly string[]>([])
  const isLoaded = ref(false)
  /**
   * How often something was taken in or deleted: a list that was asked for before is an old one.
   */
  let changes = 0

  /** Puts a workshop in its place in the list, or a new one into it. */
  function take(saved: SavedWorkshop | null): SavedWorkshop | null {
    if (saved === null) return null
    changes += 1
    workshops.value = [...workshops.value.filter(({ id }) => id !== saved.id), saved].sort((a, b) =>
      a.workshop.title.localeCompare(b.workshop.title),
    )
    return saved
  }

  async function save(id: string | null, workshop: Workshop): Promise<SavedWorkshop | null> {
    return take(notices.valueOf(await lab.saveWorkshop({ id, workshop })))
  }

  return {
    workshops,
    problems,
    isLoaded,
    save,
    async load(): Promise<void> {
      const before = changes
      const list = notices.valueOf(await lab.workshops())
      if (list === null) return
      if (changes !== before) return this.load()
      workshops.value = keptIfEqual(workshops.value, list.workshops)
      problems.value = list.problems
      isLoaded.value = true
    },
    /** Forgets a workshop; can be undone as long as the notice is there. */
    async remove(saved: SavedWorkshop): Promise<void> {
      const { id, workshop, isAgreed } = saved
      const reply = await lab.deleteWorkshop({ id })
      if (!reply.ok) {
        notices.complain(reply.error)
        return
      }
      changes += 1
      workshops.value = workshops.value.filter((each) => each.id !== id)
      const undo = async (): Promise<void> => {
        // As it came: what nobody agreed to is not agreed to by being brought back.
        if (isAgreed) await save(null, workshop)
        else await importText(`${id}.json`, JSON.stringify(workshop))
      }
      notices.tell(`Deleted ${isolated(workshop.title)}`, { label: 'Undo', run: () => void undo() })
    },
    importText,
    async exportFile({ id }: SavedWorkshop): Promise<void> {
      await tellOf(notices.valueOf(await lab.exportWorkshop({ id })), 'Workshop')
    },
    /** The person agreed that the programs of this workshop are run. */
    async agree({ id }: SavedWorkshop): Promise<void> {
      take(notices.valueOf(await lab.agreeToWorkshop({ id })))
    },
  }

  async function importText(fileName: string, text: string): Promise<SavedWorkshop | null> {
    return take(notices.valueOf(await lab.importWorkshop({ fileName, text })))
  }
})
