import { decodeFromCompressedBase64, JsHistogram } from 'hdr-histogram-js'
import { Inflate } from 'pako'
import { MOST_HISTOGRAM_CHARACTERS } from './latency'

// The layout of HdrHistogram's V2 encoding (http://hdrhistogram.org): a head of 40 bytes, then a
// word of 1 to 9 bytes for each count, or for so many counts of 0.
const COMPRESSED_COOKIE = 0x1c849304
const COOKIE = 0x1c849303
const WORD_SIZE_MASK = 0xf0
const HEAD_BYTES = 40

/** The lab writes 3; each digit more takes ten times the memory and time. */
const MOST_DIGITS = 3
/** Counts of a histogram of 3 digits that reaches to the largest safe integer. */
const MOST_COUNTS = 64 * 1024
const MOST_BYTES = HEAD_BYTES + 9 * MOST_COUNTS

/**
 * Decodes a histogram from a result, which may be anybody's: its head, its size and its counts are
 * checked before memory is taken for them. It takes some milliseconds at most.
 *
 * @param base64 HdrHistogram V2, compressed; nanoseconds
 * @throws RangeError that says what is wrong with it
 */
export function decodeHistogram(base64: string): JsHistogram {
  checkHead(inflated(bytesOf(base64)))
  // Counts of 64 bits: those of 32 would begin again at 2³².
  const histogram = decodeFromCompressedBase64(base64, 64)
  // What it decodes to unless it is told to use WebAssembly.
  if (!(histogram instanceof JsHistogram)) throw new RangeError('not a plain histogram')
  return histogram
}

/** Values of a histogram that it does not tell apart, in nanoseconds, and how many there are. */
export interface Counted {
  readonly fromNs: number
  readonly toNs: number
  readonly count: number
}

/**
 * What a histogram holds, from the smallest to the largest. Much quicker than `decodeHistogram`.
 *
 * @throws RangeError as `decodeHistogram`
 */
export function countedIn(base64: string): Counted[] {
  return checkHead(inflated(bytesOf(base64)))
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  if (base64.length > MOST_HISTOGRAM_CHARACTERS) {
    throw new RangeError(`longer than ${MOST_HISTOGRAM_CHARACTERS} characters`)
  }
  // Exactly, because lenient readers take the rest for different things.
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) {
    throw new RangeError('not Base64')
  }
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

function inflated(bytes: Uint8Array<ArrayBuffer>): DataView {
  const view = new DataView(bytes.buffer)
  if (bytes.length < 8 || (view.getInt32(0) & ~WORD_SIZE_MASK) !== COMPRESSED_COOKIE) {
    throw new RangeError('not a compressed HdrHistogram of version 2')
  }
  const inflate = new Inflate({ chunkSize: 16_384 })
  const keep = inflate.onData.bind(inflate)
  let length = 0
  inflate.onData = (chunk) => {
    length += chunk.length
    if (length > MOST_BYTES) throw new RangeError(`more than ${MOST_BYTES} bytes`)
    keep(chunk)
  }
  inflate.push(bytes.subarray(8, 8 + view.getInt32(4)), true)
  if (inflate.err !== 0 || !inflate.ended) throw new RangeError('its compressed part is damaged')
  const { buffer, byteOffset, byteLength } = inflate.result
  return new DataView(buffer, byteOffset, byteLength)
}

function checkHead(view: DataView): Counted[] {
  if (view.byteLength < HEAD_BYTES || (view.getInt32(0) & ~WORD_SIZE_MASK) !== COOKIE) {
    throw new RangeError('not an HdrHistogram of version 2')
  }
  const digits = view.getInt32(12)
  if (digits < 1 || digits > MOST_DIGITS) {
    throw new RangeError(`it has ${digits} significant digits, expected 1 to ${MOST_DIGITS}`)
  }
  const lowest = view.getBigInt64(16)
  const highest = view.getBigInt64(24)
  if (lowest < 1n || highest < 2n * lowest || highest > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`its values are from ${lowest} to ${highest}`)
  }
  // Values of twice the half are told apart; from there on each further half is twice as coarse.
  const half = 2 ** (Math.ceil(Math.log2(2 * 10 ** digits)) - 1)
  const unit = 2 ** Math.floor(Math.log2(Number(lowest)))
  return countsOf(view).map(([index, count]): Counted => {
    const doublings = Math.max(0, Math.floor(index / half) - 1)
    const stepNs = unit * 2 ** doublings
    const fromNs = (index - doublings * half) * stepNs
    return { fromNs, toNs: fromNs + stepNs - 1, count }
  })
}

/** Goes through the counts as the decoder will, which would follow them anywhere: those above 0. */
function countsOf(view: DataView): (readonly [index: number, count: number])[] {
  if (view.getInt32(4) !== view.byteLength - HEAD_BYTES) {
    throw new RangeError('its head is of another length')
  }
  const counts: (readonly [index: number, count: number])[] = []
  let index = 0
  let total = 0
  for (let at = HEAD_BYTES; at < view.byteLength;) {
    let value = 0
    let isContinued = true
    for (let byte = 0; isContinued; byte += 1, at += 1) {
      if (at >= view.byteLength) throw new RangeError('its last count breaks off')
      const bits = view.getUint8(at)
      // The ninth byte is the last, and has no mark that says whether another one follows.
      isContinued = byte < 8 && bits >= 0x80
      value += (byte < 8 ? bits & 0x7f : bits) * 2 ** (7 * byte)
    }
    const isCount = value % 2 === 0
    if (isCount && value > 0) counts.push([index, value / 2])
    index += isCount ? 1 : (value + 1) / 2
    total += isCount ? value / 2 : 0
    if (index > MOST_COUNTS) throw new RangeError(`it has more than ${MOST_COUNTS} counts`)
    if (total > Number.MAX_SAFE_INTEGER) throw new RangeError('its counts are too large')
  }
  return counts
}
