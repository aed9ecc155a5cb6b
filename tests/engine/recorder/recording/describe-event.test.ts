import { expect, test } from 'vitest'
import { createTask, sleep, type Coroutine } from '../../../../src/engine/loop'
import { describeEvent } from '../../../../src/engine/recorder/recording/describe-event'
import { eventCount } from '../../../../src/engine/recorder/recording/recording'
import { record } from '../record'

test('every event of a program is told in words, with what it is about', async () => {
  const recording = await record(function* (recorder) {
    recorder.print('hello')
    const child = createTask(
      (function* (): Coroutine<void> {
        yield* sleep(10)
        recorder.share('answer', '42')
      })(),
      { name: 'fetcher' },
    )
    yield* child
  })
  const told = Array.from({ length: eventCount(recording) }, (_, index) =>
    describeEvent(recording, index).replace(/ at line \d+.*$/, ''),
  )
  const wanted = [
    'prints: hello',
    'task fetcher is created by Task-1',
    'Task-1 waits for fetcher',
    'fetcher runs',
    'fetcher waits for a sleep',
    'fetcher runs',
    'announces answer = 42',
    'Task-1 is woken: fetcher is done',
    'fetcher is done',
    'Task-1 is done',
  ]
  expect(told.filter((line) => wanted.includes(line))).toEqual(wanted)
})
