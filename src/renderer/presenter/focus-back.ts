import { onMounted, onUnmounted } from 'vue'

/**
 * Gives the focus back to what had it before the slides came; where that is gone, to the heading of
 * what is there in its place. It is to be called before anything else that moves the focus.
 */
export function useFocusBack(): void {
  let before: Element | null = null

  onMounted(() => (before = document.activeElement))
  onUnmounted(() => {
    if (before instanceof HTMLElement) before.focus()
    // What is gone or hidden does not take the focus, and the page itself is no place to go on
    // from.
    if (document.activeElement !== document.body) return
    const headings = document.querySelectorAll<HTMLElement>('main h1')
    const heading = Array.from(headings).find((each) => each.checkVisibility())
    if (heading === undefined) return
    heading.tabIndex = -1
    heading.focus()
  })
}
