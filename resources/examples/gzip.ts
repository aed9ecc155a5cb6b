// Compresses a real file. `gzip` runs on Node's hidden threads (libuv's pool, four of them unless
// UV_THREADPOOL_SIZE says otherwise), so "one thread" is not the whole story: watch "cores used".
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { gunzipSync, gzip, gzipSync } from 'node:zlib'

const compress = promisify(gzip)

/** This very file, as often as it takes to be some 100 KB. */
const content = readFileSync(__filename)
export const inputs = [1, 2, 3].map((times) => Buffer.concat(Array(times * 40).fill(content)))

export function blocking(input: Buffer): number {
  return gunzipSync(gzipSync(input)).length
}

export async function job(input: Buffer): Promise<number> {
  return gunzipSync(await compress(input)).length
}
