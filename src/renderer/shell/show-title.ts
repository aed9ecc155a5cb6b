import { onBeforeUnmount, onMounted, ref, watchEffect } from 'vue'
import { useRun } from '../store/run/run'

const NAME = 'Corewise'

/**
 * Has how far a run is in the title of the page, and that it is over until one looks there again.
 */
export function useTitle(): void {
  const run = useRun()
  const isLookedAt = ref(document.hasFocus())
  const isToBeSeen = ref(false)
  const show = (): void => {
    isLookedAt.value = document.hasFocus()
    if (isLookedAt.value) isToBeSeen.value = false
  }
  watchEffect(() => {
    if (run.isRunning && !isLookedAt.value) isToBeSeen.value = true
  })
  watchEffect(() => {
    const share = run.share
    if (run.live !== null) {
      const place = share === null ? 'Searching' : `${Math.round(share * 100)} %`
      document.title = `${place} · ${run.live.spec.name} – ${NAME}`
    } else document.title = isToBeSeen.value ? `The run is over – ${NAME}` : NAME
  })
  onMounted(() => {
    addEventListener('focus', show)
    addEventListener('blur', show)
  })
  onBeforeUnmount(() => {
    removeEventListener('focus', show)
    removeEventListener('blur', show)
  })
}
