import { describe, expect, test } from 'vitest'
import { sleep } from '../../../../src/engine/loop'
import { checkCallback, checkTime } from '../../../../src/engine/loop/task/check'

describe('a time', () => {
  test.each([0, -1, 0.5, Infinity, -Infinity])('a time may be %s', (ms) => {
    expect(() => {
      checkTime('callLater', 'delayMs', ms)
    }).not.toThrow()
  })

  test.each([
    [Number.NaN, 'NaN'],
    ['5', '"5"'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])(
    'a time may not be %s, and the error names the option and quotes the value',
    (value, quoted) => {
      expect(() => {
        checkTime('callLater', 'delayMs', value as number)
      }).toThrow(
        new TypeError(`callLater: delayMs must be a number of milliseconds, got ${quoted}`),
      )
    },
  )
})

describe('a callback', () => {
  test('a callback may be any function', () => {
    expect(() => {
      checkCallback(() => undefined, 'callSoon')
    }).not.toThrow()
  })

  test('a callback may not be a coroutine', () => {
    expect(() => {
      checkCallback(sleep(1), 'callSoon')
    }).toThrow(new TypeError('coroutines cannot be used with callSoon()'))
  })

  test.each([
    [
      'a coroutine function',
      function* () {
        yield* sleep(0)
      },
    ],
    [
      'an asynchronous generator function',
      async function* () {
        yield await Promise.resolve(1)
      },
    ],
  ])('a callback may not be %s, of which a call runs nothing', (_, callback) => {
    expect(() => {
      checkCallback(callback, 'callLater')
    }).toThrow(new TypeError('coroutines cannot be used with callLater()'))
  })

  test('a callback may not be anything else, and the error quotes it', () => {
    expect(() => {
      checkCallback('later', 'callAt')
    }).toThrow(new TypeError('a function was expected by callAt(), got "later"'))
  })
})
