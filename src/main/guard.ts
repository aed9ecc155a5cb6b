import { app } from 'electron'

/**
 * Denies what the lab's page never does: navigating away, opening windows, embedding web views and
 * asking for permissions (copying a picture is done by the host).
 */
export function guardContents(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('will-navigate', (event) => {
      event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
  app.on('session-created', (created) => {
    created.setPermissionRequestHandler((_contents, _permission, respond) => {
      respond(false)
    })
    created.setPermissionCheckHandler(() => false)
    created.setDevicePermissionHandler(() => false)
  })
}
