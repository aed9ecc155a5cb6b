import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/**
 * Checks that a file is, byte for byte, the one that is expected.
 *
 * @throws Error with both digests if it is another
 */
export async function assertDigest(
  path: string,
  algorithm: 'sha256' | 'sha512',
  encoding: 'base64' | 'hex',
  expected: string,
): Promise<void> {
  const hash = createHash(algorithm)
  await pipeline(createReadStream(path), hash)
  const actual = hash.digest(encoding)
  if (actual !== expected) {
    throw new Error(`${algorithm} of ${path}: expected ${expected}, got ${actual}`)
  }
}
