import { expect, it } from 'vitest'
import { localMoment, minutesAndSeconds, timeText } from '../../../src/renderer/model/clock-words'

it.each([
  [180_000, '3:00'],
  [179_001, '3:00'],
  [179_000, '2:59'],
  [61_000, '1:01'],
  [1, '0:01'],
  [0, '0:00'],
])('%i ms are %s: a second counts until it is over', (ms, words) => {
  expect(minutesAndSeconds(ms)).toBe(words)
})

it.each([
  [119, '119 s'],
  [120, '2 min'],
  [7_140, '119 min'],
  [7_200, '2 h'],
  [3_600_000, '1,000 h'],
])('%i seconds are told as %s', (seconds, words) => {
  expect(timeText(seconds)).toBe(words)
})

it('an instant is told by the clock of the machine that it is shown on', () => {
  const noon = new Date(2026, 10, 22, 12, 5)
  expect(localMoment(noon.toISOString())).toBe('22 Nov 2026, 12:05')
})
