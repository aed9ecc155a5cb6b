import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { anchorOf } from '../../report/method-place'

export const views = ['run', 'library', 'workshop', 'method'] as const
export type View = (typeof views)[number]

/** Where in the page of the method one was sent to; another object each time. */
interface MethodPlace {
  readonly anchor: string
}

/** Which view is shown, and which box is over it. */
export const useNavigation = defineStore('navigation', () => {
  const view = ref<View>('run')
  const isAboutOpen = ref(false)
  const isShortcutsOpen = ref(false)
  const methodPlace = shallowRef<MethodPlace | null>(null)
  const methodSearchAsked = ref(0)
  return {
    view,
    methodPlace,
    methodSearchAsked,
    /** Opens the page of the method at a heading, or at a row of one of its tables. */
    showMethod: (text: string) => {
      view.value = 'method'
      methodPlace.value = { anchor: anchorOf(text) }
    },
    isAboutOpen,
    isShortcutsOpen,
    show: (chosen: View) => {
      view.value = chosen
    },
  }
})
