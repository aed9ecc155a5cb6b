import { nextTick, type Directive } from 'vue'

type Field = HTMLInputElement & { showTyped?: (value: string) => void }

/**
 * What a field shows, instead of `:value`. Vue sets `:value` again with every change of the
 * component, whatever it was, and what is being typed would be gone. Here that stays until the
 * field is left or Enter is pressed; then the field shows what became of it.
 */
export const vTypedValue: Directive<Field, string | number | undefined> = {
  mounted(field, { value }) {
    let wanted = ''
    let isTyping = false
    const show = (): void => {
      if (!isTyping && field.value !== wanted) field.value = wanted
    }
    const end = (): void => {
      isTyping = false
      // What was typed is taken or refused first.
      void nextTick(show)
    }
    field.showTyped = (next) => {
      wanted = next
      show()
    }
    field.addEventListener('input', () => {
      isTyping = true
    })
    field.addEventListener('change', end)
    field.addEventListener('blur', () => {
      // Where the whole window is left, the field still has the focus in it.
      if (document.activeElement !== field) end()
    })
    field.showTyped(textOf(value))
  },
  updated(field, { value }) {
    field.showTyped?.(textOf(value))
  },
}

/** An empty field stands for what is no number. */
const textOf = (value: string | number | undefined): string =>
  value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? '' : String(value)
