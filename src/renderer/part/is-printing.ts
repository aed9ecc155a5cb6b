import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Whether the page is being printed: what is left out of sight on the screen is there on paper. */
export function useIsPrinting(): Readonly<Ref<boolean>> {
  const isPrinting = ref(false)
  const begin = (): void => {
    isPrinting.value = true
  }
  const end = (): void => {
    isPrinting.value = false
  }
  onMounted(() => {
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
  })
  onBeforeUnmount(() => {
    removeEventListener('beforeprint', begin)
    removeEventListener('afterprint', end)
  })
  return isPrinting
}
