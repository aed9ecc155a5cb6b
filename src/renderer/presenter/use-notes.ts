import { onBeforeUnmount, watch } from 'vue'
import { minutesLeft, slideNotes, slideTitle } from '../model/workshop/slides'
import { minutesOf } from '../model/workshop/workshop-item'
import { useCountdown } from '../store/run/countdown'
import { useNotices } from '../store/notices'
import { usePreferences } from '../store/preferences'
import { usePresenter } from '../store/presenter'
import { useWorkshop } from '../store/workshop/workshop'
import { NOTES_HASH, NotesChannel, type ShownNotes } from './notes-message'

/**
 * Keeps the window with the notes up to date, as long as the presenter is there.
 *
 * @param press takes a key that was pressed in that window
 * @returns what opens the window
 */
export function useNotes(press: (key: string) => void): () => void {
  const countdown = useCountdown()
  const notices = useNotices()
  const preferences = usePreferences()
  const presenter = usePresenter()
  const workshop = useWorkshop()

  function shown(): ShownNotes | null {
    const { slide, slides, at, startedAtMs } = presenter
    if (slide === null) return null
    const next = slides[at + 1]
    return {
      kind: 'shown',
      theme: preferences.shownTheme,
      title: slideTitle(slide),
      notes: slideNotes(slide, workshop.items),
      next: next === undefined ? '' : slideTitle(next),
      slide: at + 1,
      slides: slides.length,
      startedAtMs,
      plannedMinutes: minutesOf(workshop.items),
      leftMinutes: Math.round(minutesLeft(slides, workshop.items, at)),
      countdownLeftMs: countdown.leftMs,
    }
  }
  function tell(): void {
    const message = shown()
    if (message !== null) channel.send(message)
  }

  const channel = new NotesChannel((message) => {
    if (message.kind === 'opened') tell()
    if (message.kind === 'key') press(message.key)
  })
  watch(() => [presenter.at, preferences.shownTheme, countdown.leftMs], tell)

  const end = (): void => {
    channel.send({ kind: 'ended' })
  }
  addEventListener('pagehide', end)
  onBeforeUnmount(() => {
    removeEventListener('pagehide', end)
    end()
    channel.close()
  })

  return () => {
    const address = new URL(NOTES_HASH, location.href)
    const opened = window.open(address, 'corewise-notes', 'popup,width=760,height=640')
    if (opened !== null) return
    const message = 'The browser did not let the notes open: allow windows of this page.'
    notices.complain({ code: 'refused', message, fields: [] })
  }
}
