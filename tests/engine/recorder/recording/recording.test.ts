import { expect, test } from 'vitest'
import { gather, sleep, type Coroutine } from '../../../../src/engine/loop'
import { eventAt, timesBetween } from '../../../../src/engine/recorder/recording/recording'
import { record } from '../record'

test('the times of a recording are marked where they move on, and where it is looked from', async () => {
  const recording = await record(function* (): Coroutine<void> {
    yield* gather([sleep(5), sleep(20)])
  })
  const marks = timesBetween(recording, 0, recording.events.kind.length)
  expect(marks.map(({ ms }) => ms)).toEqual([0, 5, 20])
  for (const { at, ms } of marks.slice(1)) {
    expect(eventAt(recording, at).atMs).toBe(ms)
    expect(eventAt(recording, at - 1).atMs).toBeLessThan(ms)
  }
  const from = (marks[1]?.at ?? 0) + 1
  expect(timesBetween(recording, from, from + 1)).toEqual([{ at: from, ms: 5 }])
})
