import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { mimeTypeOf } from './mime-type'

/** A file of the built interface, ready to be served. */
export interface PageFile {
  readonly content: Uint8Array<ArrayBuffer>
  readonly headers: Readonly<Record<string, string>>
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]

const headers = {
  'Content-Security-Policy': policy.join('; '),
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
}

/** The viewer of a profile, a library's own page, which the lab's page shows in a frame. */
export const VIEWER = '/viewer/'

/**
 * It writes styles by itself, and brings WebAssembly that makes names of C++ readable. So it is
 * sealed off: it has no origin, reaches nothing but what the lab's page hands in, and opens
 * nothing.
 */
const viewerPolicy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
]

/** A page without an origin loads its own files as one of another site does. They hold nothing. */
const viewerHeaders = {
  ...headers,
  'Content-Security-Policy': viewerPolicy.join('; '),
  'X-Frame-Options': 'SAMEORIGIN',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Access-Control-Allow-Origin': '*',
}

/** Goes with the answer that there is no such file. */
export const notFoundHeaders: PageFile['headers'] = { ...headers, 'Content-Type': 'text/plain' }

/**
 * Reads a file of the built interface for any shell that serves it.
 *
 * @param folder of the built interface
 * @param path of the address, percent-encoded; `/` is the page itself
 * @returns null where there is no such file, or the path leads out of the folder
 */
export async function readPageFile(folder: string, path: string): Promise<PageFile | null> {
  const file = resolveInside(folder, path === '/' ? '/index.html' : path)
  const mimeType = file === null ? null : mimeTypeOf(file)
  if (file === null || mimeType === null) return null
  const own = file.startsWith(join(folder, VIEWER)) ? viewerHeaders : headers
  try {
    return { content: await readFile(file), headers: { ...own, 'Content-Type': mimeType } }
  } catch {
    return null
  }
}

function resolveInside(folder: string, path: string): string | null {
  try {
    const decoded = decodeURIComponent(path)
    const file = join(folder, decoded)
    return file.startsWith(folder + sep) && !decoded.includes('\0') ? file : null
  } catch {
    return null
  }
}
