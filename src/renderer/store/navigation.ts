import { defineStore } from 'pinia'
import { ref } from 'vue'

export const views = ['run', 'library', 'workshop', 'method'] as const
export type View = (typeof views)[number]

/** Which view is shown, and whether the About box is over it. */
export const useNavigation = defineStore('navigation', () => {
  const view = ref<View>('run')
  const isAboutOpen = ref(false)
  return {
    view,
    isAboutOpen,
    show: (chosen: View) => {
      view.value = chosen
    },
  }
})
