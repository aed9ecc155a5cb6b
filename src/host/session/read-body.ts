import type { IncomingMessage } from 'node:http'

/**
 * The body of a request as text; null where it is not UTF-8, or longer than `mostBytes`: the rest
 * of that is not read.
 *
 * @throws Error where the sender is gone before its end
 */
export async function readBody(
  request: IncomingMessage,
  mostBytes: number,
): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) return null
  const body = await bytesOf(request, mostBytes)
  try {
    return body === null ? null : new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return null
  }
}

function bytesOf(request: IncomingMessage, mostBytes: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let bytes = 0
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      chunks.push(chunk)
      if (bytes <= mostBytes) return
      // Ending it here would take the answer with it.
      request.pause()
      chunks.length = 0
      resolve(null)
    })
    request.on('end', () => {
      resolve(Buffer.concat(chunks))
    })
    request.on('error', reject)
    request.on('close', () => {
      reject(new Error('the sender is gone'))
    })
  })
}
