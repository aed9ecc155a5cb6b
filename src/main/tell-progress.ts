import { Notification, type BrowserWindow } from 'electron'
import { shareDone, type RunEvent } from '../contract/run'

/** More than 1 is a bar that only says that something goes on. */
const UNKNOWN_SHARE = 2
const NONE = -1

/** Shows how far a run is on the window's icon, and tells of its end where one looked away. */
export function tellProgress(window: BrowserWindow, event: RunEvent): void {
  if (window.isDestroyed()) return
  if (event.kind === 'started') window.setProgressBar(UNKNOWN_SHARE)
  if (event.kind === 'progressed' && event.progress.kind === 'sampled') {
    window.setProgressBar(shareDone(event.progress, event.point) ?? UNKNOWN_SHARE)
  }
  if (event.kind !== 'finished' && event.kind !== 'failed') return
  window.setProgressBar(NONE)
  if (window.isFocused() || !Notification.isSupported()) return
  const [title, body] =
    event.kind === 'finished'
      ? ['The run is over', event.verdict.headline]
      : ['The run failed', event.error.message]
  const notification = new Notification({ title, body })
  notification.on('click', () => {
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  })
  notification.show()
}
