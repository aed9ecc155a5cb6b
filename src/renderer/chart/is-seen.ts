import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { useIsPrinting } from '../part/is-printing'

/** Whether something of an element is in sight, also of one that is scrolled; on paper all is. */
export function useIsSeen(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const isInSight = ref(false)
  const isPrinting = useIsPrinting()
  const observer = new IntersectionObserver((entries) => {
    isInSight.value = entries.at(-1)?.isIntersecting ?? false
  })
  onMounted(() => {
    if (element.value) observer.observe(element.value)
  })
  onBeforeUnmount(() => {
    observer.disconnect()
  })
  return computed(() => isInSight.value || isPrinting.value)
}
