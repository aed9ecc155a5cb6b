import { protocol, session } from 'electron'
import { notFoundHeaders, readPageFile, VIEWER } from '../../host/page-file'
import { devPage, fetchPageFile, socketOf } from './dev-page'

const SCHEME = 'corewise'
const ORIGIN = `${SCHEME}://lab`

/** The address of the lab's page. */
export const PAGE_URL = `${ORIGIN}/index.html`

/** The page at this place shows the notes of a presentation. */
export const NOTES_URL = `${PAGE_URL}#notes`

/** True for an address of the lab's own page. */
export function isLabPage(address: string): boolean {
  return address.startsWith(`${ORIGIN}/`)
}

/** Makes the lab's scheme a standard, secure origin. To be called before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/**
 * Serves the built interface from `folder` under the lab's own scheme, with its content security
 * policy, and lets nothing else be fetched: the lab never asks the network for anything.
 */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { host, pathname, search } = new URL(request.url)
    const read = (): ReturnType<typeof readPageFile> =>
      devPage === null || pathname.startsWith(VIEWER)
        ? readPageFile(folder, pathname)
        : fetchPageFile(devPage, pathname + search)
    const file = host === 'lab' ? await read() : null
    if (file === null) return new Response('Not found', { status: 404, headers: notFoundHeaders })
    return new Response(file.content, { headers: file.headers })
  })
  session.defaultSession.webRequest.onBeforeRequest(({ url }, respond) => {
    respond({ cancel: !isOwn(url) })
  })
}

/** `devtools:` is the inspector's own page; blobs and data are made by the page itself. */
function isOwn(address: string): boolean {
  const isOfDevPage = devPage !== null && address.startsWith(socketOf(devPage))
  return isOfDevPage || isLabPage(address) || /^(devtools|blob|data):/.test(address)
}
