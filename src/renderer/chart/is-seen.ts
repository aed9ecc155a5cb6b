import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Whether something of an element is in sight, also of one that is scrolled; on paper all is. */
export function useIsSeen(element: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<boolean>> {
  const isSeen = ref(false)
  const observer = new IntersectionObserver((entries) => {
    isSeen.value = entries.at(-1)?.isIntersecting ?? false
  })
  const print = (): void => {
    isSeen.value = true
  }
  onMounted(() => {
    if (element.value) observer.observe(element.value)
    addEventListener('beforeprint', print)
  })
  onBeforeUnmount(() => {
    observer.disconnect()
    removeEventListener('beforeprint', print)
  })
  return isSeen
}
