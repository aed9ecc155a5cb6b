import { app } from 'electron'
import { isLabPage, NOTES_URL } from './page'

/**
 * Denies what the lab's page never does: navigating away, opening windows, embedding web views and
 * asking for permissions (copying a picture is done by the host). A presentation may fill the screen
 * and have its notes in a window of their own.
 */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      // The window of the notes is new, and this is how it comes to its page.
      if (contents.getURL() !== '' || event.url !== NOTES_URL) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(({ url }) => ({
      action: url === NOTES_URL && isLabPage(contents.getURL()) ? 'allow' : 'deny',
    }))
  })
  app.on('session-created', (created) => {
    created.setPermissionRequestHandler((contents, permission, respond) => {
      respond(permission === 'fullscreen' && isLabPage(contents.getURL()))
    })
    created.setPermissionCheckHandler(() => false)
    created.setDevicePermissionHandler(() => false)
  })
}
