import { BrowserWindow, session } from 'electron'
import { LabFault } from '../contract/channel/reply'

const SCHEME = 'corewise'
const TIMEOUT_MS = 120_000

/** What is to be printed, each at an address of its own. */
const pages = new Map<string, Buffer>()
let printed = 0

/**
 * Prints a page of HTML as PDF, with tags for readers of screens and an outline of its headings.
 * The page is shown to nobody, has a session of its own, and runs no script.
 *
 * @throws LabFault `failed` where Chromium cannot print it in time
 */
export async function printPdf(html: Buffer): Promise<Buffer> {
  const address = `${SCHEME}://print/${++printed}`
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: printSession(), sandbox: true, javascript: false },
  })
  pages.set(address, html)
  const timer = setTimeout(() => {
    window.destroy()
  }, TIMEOUT_MS)
  try {
    await window.loadURL(address)
    return await window.webContents.printToPDF({
      printBackground: true,
      preferCSSPageSize: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    })
  } catch (error) {
    throw new LabFault('failed', `The pages could not be printed: ${String(error)}`)
  } finally {
    clearTimeout(timer)
    pages.delete(address)
    if (!window.isDestroyed()) window.destroy()
  }
}

/** Knows what is to be printed, and nothing else. */
function printSession(): Electron.Session {
  const own = session.fromPartition('print')
  if (own.protocol.isProtocolHandled(SCHEME)) return own
  own.protocol.handle(SCHEME, ({ url }) => {
    const html = pages.get(url)
    if (html === undefined) return new Response('Not found', { status: 404 })
    return new Response(new Uint8Array(html), {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    })
  })
  own.webRequest.onBeforeRequest(({ url }, respond) => {
    respond({ cancel: !url.startsWith(`${SCHEME}://print/`) && !url.startsWith('data:') })
  })
  return own
}
