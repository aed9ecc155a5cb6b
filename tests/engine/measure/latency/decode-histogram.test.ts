import { deflateSync } from 'node:zlib'
import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js'
import { describe, expect, it } from 'vitest'
import { decodeHistogram, countedIn } from '../../../../src/engine/measure/latency/decode-histogram'

const made = (digits: 1 | 2 | 3 | 4 | 5, highest: number, values: readonly number[]): string => {
  const histogram = build({
    bitBucketSize: 64,
    lowestDiscernibleValue: 1,
    highestTrackableValue: highest,
    numberOfSignificantValueDigits: digits,
  })
  for (const value of values) histogram.recordValueWithCount(value, 3)
  return encodeIntoCompressedBase64(histogram)
}

interface Head {
  readonly digits?: number
  readonly lowest?: bigint
  readonly highest?: bigint
  readonly length?: number
}

/** A histogram with such a head and the given words in place of its counts. */
const forged = (words: Uint8Array, head: Head = {}): string => {
  const { digits = 3, lowest = 1n, highest = 4_398_046_511_103n, length = words.length } = head
  const payload = new DataView(new ArrayBuffer(40 + words.length))
  payload.setInt32(0, 0x1c849313)
  payload.setInt32(4, length)
  payload.setInt32(12, digits)
  payload.setBigInt64(16, lowest)
  payload.setBigInt64(24, highest)
  new Uint8Array(payload.buffer).set(words, 40)
  const compressed = deflateSync(new Uint8Array(payload.buffer))
  const whole = Buffer.alloc(8 + compressed.length)
  whole.writeInt32BE(0x1c849314, 0)
  whole.writeInt32BE(compressed.length, 4)
  compressed.copy(whole, 8)
  return whole.toString('base64')
}

const word = (...bytes: number[]): Uint8Array => Uint8Array.from(bytes)
/** Says that 2⁴⁷ counts are 0, and that one is 1. */
const endlessZeros = word(...Array<number>(6).fill(0xff), 0x3f, 2)

describe('an encoded histogram', () => {
  it.each([1, 2, 3] as const)(
    'an encoded histogram of %i digits is decoded with all of its counts',
    (digits) => {
      const values = [1, 2_047, 2_048, 20_000_000, 3_599_999_999_999]
      const histogram = decodeHistogram(made(digits, 3_600_000_000_000, values))
      expect(histogram.totalCount).toBe(15)
      const counted = countedIn(made(digits, 3_600_000_000_000, values))
      expect(counted.map(({ count }) => count)).toEqual([3, 3, 3, 3, 3])
      for (const [index, { fromNs, toNs }] of counted.entries()) {
        expect(fromNs).toBe(histogram.lowestEquivalentValue(values[index] ?? 0))
        expect(toNs).toBe(histogram.highestEquivalentValue(values[index] ?? 0))
      }
    },
  )

  it('holds more than 2³² in one count', () => {
    const histogram = build({ bitBucketSize: 64 })
    histogram.recordValueWithCount(5, 2 ** 40)
    expect(decodeHistogram(encodeIntoCompressedBase64(histogram)).totalCount).toBe(2 ** 40)
  })

  it.each<[string, string, string]>([
    ['five digits', made(5, 3_600_000_000_000, [7]), 'it has 5 significant digits'],
    ['no digits', forged(word(2), { digits: 0 }), 'it has 0 significant digits'],
    [
      'a value that is no number',
      forged(word(2), { highest: 2n ** 62n }),
      'its values are from 1 to',
    ],
    ['no range', forged(word(2), { lowest: 5n, highest: 5n }), 'its values are from 5 to 5'],
    ['counts below any', forged(word(2), { lowest: -1n }), 'its values are from -1 to'],
    ['a gap without an end', forged(endlessZeros), 'it has more than 65536 counts'],
    [
      'a huge count',
      forged(word(...Array<number>(8).fill(0xfe), 0x7f)),
      'its counts are too large',
    ],
    ['a count that breaks off', forged(word(0x80)), 'its last count breaks off'],
    ['another length in its head', forged(word(2), { length: 9 }), 'its head is of another length'],
    ['very many zeros', forged(new Uint8Array(100_000_000)), 'more than 589864 bytes'],
    ['no compressed part', forged(word(2)).slice(0, 20), 'its compressed part is damaged'],
    ['blanks within', made(3, 1_000, [7]).replace(/^..../, '$&    '), 'not Base64'],
    ['other letters', '!!!!', 'not Base64'],
    ['nothing', '', 'not a compressed HdrHistogram'],
    ['too many letters', 'A'.repeat(1_000_004), 'longer than 1000000 characters'],
    ['something else', Buffer.from('a text of no meaning').toString('base64'), 'not a compressed'],
  ])(
    'an encoded histogram with %s is refused before memory is taken for it',
    (_what, base64, fault) => {
      expect(() => countedIn(base64)).toThrow(fault)
      expect(() => decodeHistogram(base64)).toThrow(fault)
    },
  )
})
