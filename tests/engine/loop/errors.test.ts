import { expect, test } from 'vitest'
import {
  BrokenBarrierError,
  CancelledError,
  InvalidStateError,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  TimeoutError,
} from '../../../src/engine/loop'

test.each([
  ['CancelledError', CancelledError],
  ['InvalidStateError', InvalidStateError],
  ['TimeoutError', TimeoutError],
  ['QueueEmpty', QueueEmpty],
  ['QueueFull', QueueFull],
  ['QueueShutDown', QueueShutDown],
  ['BrokenBarrierError', BrokenBarrierError],
])('%s is an Error with its own name, a message and a cause', (name, Class) => {
  const error = new Class('why', { cause: 'this' })
  expect(error).toBeInstanceOf(Error)
  expect([error.name, error.message, error.cause]).toEqual([name, 'why', 'this'])
  expect(String(error)).toBe(`${name}: why`)
})
