import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { Profile } from '../../../contract/profile'
import { useLab } from '../lab'
import { useNotices } from '../notices'

/** The profile of a kept run: what its threads executed in a pass that is not measured. */
export const useProfile = defineStore('profile', () => {
  const lab = useLab()
  const notices = useNotices()
  /** The run whose profile is shown; null where none is. */
  const runId = ref<string | null>(null)
  const profile = shallowRef<Profile | null>(null)
  const isTaking = ref(false)
  const isCancelled = ref(false)
  const wasCancelled = (): boolean => isCancelled.value

  return {
    runId,
    profile,
    isTaking,
    async open(id: string): Promise<void> {
      runId.value = id
      profile.value = null
      const read = notices.valueOf(await lab.readProfile({ id }))
      if (runId.value === id) profile.value = read
    },
    async take(): Promise<void> {
      const id = runId.value
      if (id === null || isTaking.value) return
      isTaking.value = true
      isCancelled.value = false
      const reply = await lab.takeProfile({ id })
      isTaking.value = false
      if (wasCancelled()) return
      const taken = notices.valueOf(reply)
      if (runId.value === id && taken !== null) profile.value = taken
    },
    async cancel(): Promise<void> {
      isCancelled.value = true
      notices.valueOf(await lab.cancelProfile())
    },
    async close(): Promise<void> {
      runId.value = null
      if (isTaking.value) await this.cancel()
    },
  }
})
