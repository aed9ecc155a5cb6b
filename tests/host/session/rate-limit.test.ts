import { expect, it } from 'vitest'
import { RateLimit } from '../../../src/host/session/rate-limit'

it('a rate limit takes a burst, then as many a second as it says, from each sender alone', () => {
  let nowMs = 0
  const limit = new RateLimit({ burst: 3, perSecond: 2 }, () => nowMs)
  const taken = (sender: string, times: number): number =>
    Array.from({ length: times }, () => limit.takes(sender)).filter(Boolean).length
  expect(taken('a', 10)).toBe(3)
  expect(taken('b', 2)).toBe(2)
  nowMs += 1_000
  expect(taken('a', 10)).toBe(2)
  nowMs += 60_000
  expect(taken('a', 10)).toBe(3)
})

it('a rate limit forgets who was not heard of for longest, however many senders there are', () => {
  const limit = new RateLimit({ burst: 1, perSecond: 0 }, () => 0)
  expect([limit.takes('first'), limit.takes('first')]).toEqual([true, false])
  for (let sender = 0; sender < 5_000; sender += 1) limit.takes(String(sender))
  expect(limit.takes('first')).toBe(true)
})
