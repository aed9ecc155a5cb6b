import { defineStore } from 'pinia'
import { ref } from 'vue'

export const views = ['run', 'library', 'workshop', 'method'] as const
export type View = (typeof views)[number]

/** Which view is shown, and which box is over it. */
export const useNavigation = defineStore('navigation', () => {
  const view = ref<View>('run')
  const isAboutOpen = ref(false)
  const isShortcutsOpen = ref(false)
  return {
    view,
    isAboutOpen,
    isShortcutsOpen,
    show: (chosen: View) => {
      view.value = chosen
    },
  }
})
