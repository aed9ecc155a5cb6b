import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** The size of an element in whole CSS pixels, kept up to date; zero until it is laid out. */
export function useElementSize(element: Readonly<Ref<HTMLElement | null>>): {
  readonly width: Ref<number>
  readonly height: Ref<number>
} {
  const width = ref(0)
  const height = ref(0)
  const observer = new ResizeObserver(([entry]) => {
    if (entry === undefined) return
    width.value = Math.round(entry.contentRect.width)
    height.value = Math.round(entry.contentRect.height)
  })
  onMounted(() => {
    if (element.value) observer.observe(element.value)
  })
  onBeforeUnmount(() => {
    observer.disconnect()
  })
  return { width, height }
}
