import './shell/without-peers'
import '../contract/check/without-eval'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { TYPEFACE } from '../charts/theme'
import App from './App.vue'
import { findLab } from './find-lab'
import { NOTES_HASH } from './presenter/notes-message'
import { labKey } from './store/lab'
import './style/tokens.css'
import './style/base.css'
import './style/print.css'

/** The window with the notes has nothing of the lab: it hears from the presenter. */
async function showNotes(): Promise<void> {
  const { default: NotesWindow } = await import('./presenter/NotesWindow.vue')
  createApp(NotesWindow).mount('#app')
}

async function showLab(): Promise<void> {
  // Charts measure their words as they draw them: the typeface must be there first.
  const [lab] = await Promise.all([
    findLab(),
    ...[400, 600].map((weight) => document.fonts.load(`${weight} 16px "${TYPEFACE}"`)),
  ])
  createApp(App).provide(labKey, lab).use(createPinia()).mount('#app')
}

await (location.hash === NOTES_HASH ? showNotes() : showLab())
