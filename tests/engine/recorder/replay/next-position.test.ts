import { describe, expect, test } from 'vitest'
import { createTask, sleep, type Coroutine } from '../../../../src/engine/loop'
import { eventAt, eventCount } from '../../../../src/engine/recorder/recording/recording'
import { nextPosition, type StepUnit } from '../../../../src/engine/recorder/replay/next-position'
import { record } from '../record'

function* child(): Coroutine<void> {
  yield* sleep(0)
}

const recorded = () =>
  record(function* () {
    const children = [createTask(child()), createTask(child())]
    for (const each of children) yield* each
  })

/** Every position that one comes to from the beginning on, or from the end back. */
async function positions(unit: StepUnit, by: 1 | -1) {
  const recording = await recorded()
  const length = eventCount(recording)
  const found: number[] = []
  for (let at = by === 1 ? 0 : length; by === 1 ? at < length : at > 0;) {
    at = nextPosition(recording, unit, at, by)
    found.push(at)
  }
  return { recording, length, found }
}

describe('the next position of a run', () => {
  test('goes by single events', async () => {
    const { found, length } = await positions('event', 1)
    expect(found).toEqual(Array.from({ length }, (_, index) => index + 1))
  })

  test.each([
    ['iteration', 'iteration-begun'],
    ['task', 'step-begun'],
  ] as const)('stands behind each beginning of one more %s, both ways', async (unit, kind) => {
    const { recording, found, length } = await positions(unit, 1)
    const begun = Array.from({ length }, (_, index) => index + 1).filter(
      (position) => eventAt(recording, position - 1).kind === kind,
    )
    expect(begun.length).toBeGreaterThan(2)
    expect(found).toEqual([...begun, length])
    expect((await positions(unit, -1)).found).toEqual([...begun.reverse(), 0])
  })

  test('the next position is within the run at both of its ends', async () => {
    const recording = await recorded()
    const length = eventCount(recording)
    expect(nextPosition(recording, 'event', 0, -1)).toBe(0)
    expect(nextPosition(recording, 'event', length, 1)).toBe(length)
  })

  test('the next position is the end, or the beginning, where nothing is printed any more', async () => {
    const { found, length } = await positions('print', 1)
    expect(found).toEqual([length])
    expect((await positions('print', -1)).found).toEqual([0])
  })
})
