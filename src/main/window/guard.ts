import { app, type WebContents } from 'electron'
import { devPage } from './dev-page'
import { isLabPage, NOTES_URL } from './page'

/** The port that discards what comes, where anything listens at all. */
const NOWHERE = '127.0.0.1:9'

/**
 * Denies what the lab's page never does: navigating away, opening windows, embedding web views and
 * asking for permissions (copying a picture is done by the host). A presentation may fill the
 * screen and have its notes in a window of their own.
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
    comeBack(contents)
    // Otherwise a peer connection would go past all that is blocked elsewhere.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
    contents.setWindowOpenHandler(({ url }) => ({
      action: url === NOTES_URL && isLabPage(contents.getURL()) ? 'allow' : 'deny',
    }))
  })
  app.on('session-created', (created) => {
    // Nothing is there: what still wants to reach a network ends here. The lab's pages are no part
    // of it.
    const proxyBypassRules = devPage === null ? '<-loopback>' : devPage.host
    void created.setProxy({ proxyRules: NOWHERE, proxyBypassRules })
    created.setPermissionRequestHandler((contents, permission, respond) => {
      respond(permission === 'fullscreen' && isLabPage(contents.getURL()))
    })
    created.setPermissionCheckHandler(() => false)
    created.setDevicePermissionHandler(() => false)
  })
}

/** Brings a window back to its page from an empty one, of which `will-navigate` is not told. */
function comeBack(contents: WebContents): void {
  let own: string | null = null
  contents.on('did-navigate', (_event, url) => {
    if (isLabPage(url)) own = url
    else if (own !== null) void contents.loadURL(own)
  })
}
