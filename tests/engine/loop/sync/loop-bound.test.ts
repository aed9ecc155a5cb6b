import { expect, test } from 'vitest'
import {
  BoundedSemaphore,
  Condition,
  Event,
  Lock,
  Queue,
  Semaphore,
  asyncWith,
  createTask,
  sleep,
  type Coroutine,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

/** Each with the waiting that binds it to its loop. */
const bound: [string, () => () => Coroutine<unknown>][] = [
  [
    'Lock',
    () => {
      const lock = new Lock()
      return function* () {
        if (!lock.locked()) yield* lock.acquire()
        yield* lock.acquire()
      }
    },
  ],
  [
    'Event',
    () => {
      const event = new Event()
      return () => event.wait()
    },
  ],
  [
    'Condition',
    () => {
      const condition = new Condition()
      return () => asyncWith(condition, () => condition.wait())
    },
  ],
  [
    'Semaphore',
    () => {
      const semaphore = new Semaphore(0)
      return () => semaphore.acquire()
    },
  ],
  [
    'BoundedSemaphore',
    () => {
      const semaphore = new BoundedSemaphore(0)
      return () => semaphore.acquire()
    },
  ],
  [
    'Queue',
    () => {
      const queue = new Queue<number>()
      return () => queue.get()
    },
  ],
  [
    'Queue',
    () => {
      const queue = new Queue<number>(1)
      return function* () {
        yield* queue.put(1)
        yield* queue.put(2)
      }
    },
  ],
]

test.each(bound)('%s refuses to wait on a second loop', async (name, create) => {
  const wait = create()
  function* waitAndLeave() {
    const waiting = createTask(wait())
    yield* sleep(1)
    expect(waiting.done()).toBe(false)
  }
  await virtually(waitAndLeave())
  await expect(virtually(wait())).rejects.toThrow(`${name} is bound to a different event loop`)
})
