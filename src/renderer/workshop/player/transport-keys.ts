import { onBeforeUnmount, onMounted } from 'vue'
import { useLesson } from '../../store/workshop/lesson'

/**
 * Lets the arrows and Home and End go through the run that is shown, wherever nothing else takes
 * them.
 */
export function useTransportKeys(): void {
  const open = useLesson()

  function press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || isTyping(event) || open.answer === null) return
    if (event.key === 'ArrowRight') open.step(1)
    else if (event.key === 'ArrowLeft') open.step(-1)
    else if (event.key === 'Home') open.jump(0)
    else if (event.key === 'End') open.jump(open.length)
    else return
    event.preventDefault()
  }

  onMounted(() => {
    addEventListener('keydown', press)
  })
  onBeforeUnmount(() => {
    removeEventListener('keydown', press)
    open.pause()
  })
}

/** A switch takes no arrows and no letters. */
const fields = 'input:not([type="checkbox"])'

/** Whether a key goes into a field or the editor, which need the same keys. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof Element &&
    target.closest(`${fields}, textarea, select, .code, [role="dialog"]`) !== null
  )
}
