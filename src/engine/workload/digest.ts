import { createHash } from 'node:crypto'

/** SHA-256 of the bytes, computed on the calling thread: what a `files` job does with its file. */
export function digest(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest()
}
