import { app } from 'electron'
import type { PageFile } from '../../host/page-file'

/**
 * The page while it is worked on (`npm run dev`): the address at which Vite serves it on this
 * machine. Null for the built page, and in a packaged application whatever is set.
 */
export const devPage = app.isPackaged ? null : addressOf(process.env.COREWISE_DEV_PAGE)

/** Styles are put in by Vite's client, which hears of changes through a socket. */
const policy = (socket: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; frame-src 'self'; connect-src 'self' ${socket}`

/** The address of the socket that tells of changes. */
export function socketOf({ host }: URL): string {
  return `ws://${host}`
}

/**
 * Asks Vite for a file of the page.
 *
 * @param path of the address with its query; `/index.html` is the page itself
 * @returns null where there is no such file
 */
export async function fetchPageFile(page: URL, path: string): Promise<PageFile | null> {
  const isBelow = path.startsWith(page.pathname)
  const response = await fetch(new URL(isBelow ? path : page.pathname + path.slice(1), page))
  if (!response.ok) return null
  const type = response.headers.get('content-type') ?? 'text/plain'
  return {
    content: new Uint8Array(await response.arrayBuffer()),
    headers: {
      'Content-Type': type,
      'Content-Security-Policy': policy(socketOf(page)),
      'Cache-Control': 'no-store',
    },
  }
}

function addressOf(given: string | undefined): URL | null {
  return given === undefined || given === '' ? null : new URL(given)
}
