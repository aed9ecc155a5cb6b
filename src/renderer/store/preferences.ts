import { defineStore } from 'pinia'
import { computed, ref, watchEffect } from 'vue'
import type { Preferences, ShownLanguage, Theme } from '../../contract/preferences'
import { showTheme } from '../shell/show-theme'
import { useLab } from './lab'
import { useNotices } from './notices'

/**
 * What the person chose to be remembered: the theme, the language of programs, and which Python
 * runs.
 */
export const usePreferences = defineStore('preferences', () => {
  const lab = useLab()
  const notices = useNotices()
  const theme = ref<Theme>('system')
  const language = ref<ShownLanguage>('Python')
  /** By its path or name; null for the usual one. */
  const python = ref<string | null>(null)
  const systemDark = globalThis.matchMedia('(prefers-color-scheme: dark)')
  const isSystemDark = ref(systemDark.matches)
  systemDark.addEventListener('change', ({ matches }) => {
    isSystemDark.value = matches
  })
  const isPrinting = ref(false)
  for (const event of ['beforeprint', 'afterprint'] as const) {
    globalThis.addEventListener(event, () => (isPrinting.value = event === 'beforeprint'))
  }
  lab.on('preferences', (preferences) => {
    theme.value = preferences.theme
    language.value = preferences.language
    python.value = preferences.python
  })

  const shownTheme = computed<'light' | 'dark'>(() => {
    // Charts have to be drawn for paper, too.
    if (isPrinting.value) return 'light'
    if (theme.value !== 'system') return theme.value
    return isSystemDark.value ? 'dark' : 'light'
  })
  watchEffect(() => {
    showTheme(shownTheme.value)
  })

  return {
    theme,
    language,
    python,
    shownTheme,
    /** Reads what was kept; gives all of it. */
    async load(): Promise<Preferences | null> {
      const preferences = notices.valueOf(await lab.preferences())
      if (preferences !== null) {
        theme.value = preferences.theme
        language.value = preferences.language
        python.value = preferences.python
      }
      return preferences
    },
    async chooseLanguage(chosen: ShownLanguage): Promise<void> {
      language.value = chosen
      notices.valueOf(await lab.changePreferences({ language: chosen }))
    },
    async choosePython(chosen: string | null): Promise<void> {
      python.value = chosen
      notices.valueOf(await lab.changePreferences({ python: chosen }))
    },
    async chooseTheme(chosen: Theme): Promise<void> {
      theme.value = chosen
      notices.valueOf(await lab.changePreferences({ theme: chosen }))
    },
  }
})
