import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  LifoQueue,
  PriorityQueue,
  Queue,
  QueueEmpty,
  QueueFull,
  QueueShutDown,
  createTask,
  gather,
  getRunningLoop,
  sleep,
  wait,
} from '../../../../src/engine/loop'
import { virtually } from '../virtually'

function takeAll<T>(queue: Queue<T>): T[] {
  const items: T[] = []
  while (!queue.empty()) items.push(queue.getNowait())
  return items
}

describe('a queue', () => {
  test('gives its items in the order in which they were put', () => {
    const queue = new Queue<number>()
    for (const n of [3, 1, 2]) queue.putNowait(n)
    expect([queue.qsize(), queue.empty(), queue.full()]).toEqual([3, false, false])
    expect(takeAll(queue)).toEqual([3, 1, 2])
  })

  test('lets get wait while it is empty, first come first served', () =>
    virtually(
      (function* () {
        const queue = new Queue<string>()
        const getters = ['a', 'b'].map(() => createTask(queue.get()))
        yield* sleep(5)
        yield* queue.put('first')
        yield* queue.put('second')
        expect(yield* gather(getters)).toEqual(['first', 'second'])
      })(),
    ))

  test('lets put wait while it is full', () =>
    virtually(
      (function* () {
        const queue = new Queue<number>(2)
        const events: string[] = []
        function* putting() {
          for (let n = 1; n <= 4; n += 1) {
            yield* queue.put(n)
            events.push(`put ${n} at ${getRunningLoop().time()}`)
          }
        }
        const task = createTask(putting())
        yield* sleep(10)
        expect([queue.full(), yield* queue.get()]).toEqual([true, 1])
        yield* sleep(10)
        expect(yield* queue.get()).toBe(2)
        yield* task
        expect(events).toEqual(['put 1 at 0', 'put 2 at 0', 'put 3 at 10', 'put 4 at 20'])
      })(),
    ))

  test('hands items over without loss, whatever its size and however fast both sides are', () =>
    fc.assert(
      fc.asyncProperty(
        fc.nat(4),
        fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { maxLength: 20 }),
        async (maxSize, delays) => {
          const received: number[] = []
          function* main() {
            const queue = new Queue<number>(maxSize)
            function* producing() {
              for (const [i, [ms]] of delays.entries()) {
                yield* sleep(ms)
                yield* queue.put(i)
              }
            }
            function* consuming() {
              for (const [, ms] of delays) {
                yield* sleep(ms)
                received.push(yield* queue.get())
              }
            }
            yield* gather([producing(), consuming()])
          }
          await virtually(main())
          expect(received).toEqual(delays.map((_, i) => i))
        },
      ),
      { numRuns: 50 },
    ))

  test('throws QueueEmpty and QueueFull where one does not want to wait', () => {
    const queue = new Queue<number>(1)
    expect(() => queue.getNowait()).toThrow(QueueEmpty)
    queue.putNowait(1)
    expect(() => {
      queue.putNowait(2)
    }).toThrow(QueueFull)
  })

  test('a queue of size 0 holds any number', () => {
    const queue = new Queue<number>(0)
    for (let i = 0; i < 100; i += 1) queue.putNowait(i)
    expect([queue.maxSize, queue.full(), queue.qsize()]).toEqual([0, false, 100])
  })

  test('a queue may hold undefined', () =>
    virtually(
      (function* () {
        const queue = new Queue<undefined>()
        queue.putNowait(undefined)
        expect([yield* queue.get(), queue.qsize()]).toEqual([undefined, 0])
      })(),
    ))

  test('wakes the next when who was woken is cancelled before it runs', () =>
    virtually(
      (function* () {
        const queue = new Queue<string>()
        const getters = [createTask(queue.get()), createTask(queue.get())]
        yield* sleep(0)
        queue.putNowait('item')
        getters[0]?.cancel()
        yield* wait(getters)
        expect([getters[0]?.cancelled(), getters[1]?.result()]).toEqual([true, 'item'])
        const full = new Queue<string>(1)
        full.putNowait('first')
        const putters = ['a', 'b'].map((item) => createTask(full.put(item)))
        yield* sleep(0)
        full.getNowait()
        putters[0]?.cancel()
        yield* wait(putters)
        expect([putters[0]?.cancelled(), full.getNowait()]).toEqual([true, 'b'])
      })(),
    ))

  test('passes over who was cancelled while it waited', () =>
    virtually(
      (function* () {
        const queue = new Queue<string>()
        const getters = [createTask(queue.get()), createTask(queue.get())]
        yield* sleep(0)
        getters[0]?.cancel()
        queue.putNowait('item')
        yield* wait(getters)
        expect(getters[1]?.result()).toBe('item')
      })(),
    ))

  test('passes nobody else over for who was cancelled between two items', () =>
    virtually(
      (function* () {
        const queue = new Queue<string>()
        const [cancelled, ...others] = [0, 1, 2].map(() => createTask(queue.get()))
        yield* sleep(0)
        cancelled?.cancel()
        queue.putNowait('first')
        yield* sleep(1)
        queue.putNowait('second')
        expect(yield* gather(others)).toEqual(['first', 'second'])
      })(),
    ))

  test('a queue is joined when every item that was put is dealt with', () =>
    virtually(
      (function* () {
        const queue = new Queue<number>()
        yield* queue.join()
        for (const n of [10, 20]) queue.putNowait(n)
        function* worker() {
          for (;;) {
            yield* sleep(yield* queue.get())
            queue.taskDone()
          }
        }
        const task = createTask(worker())
        yield* queue.join()
        expect(getRunningLoop().time()).toBe(30)
        task.cancel()
      })(),
    ))

  test('says when an item is dealt with once too often', () => {
    const queue = new Queue<number>()
    queue.putNowait(1)
    queue.taskDone()
    expect(() => {
      queue.taskDone()
    }).toThrow('taskDone() called too many times')
  })
})

describe('a priority queue', () => {
  test('gives the smallest item first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        const queue = new PriorityQueue<number>()
        for (const value of values) queue.putNowait(value)
        expect(takeAll(queue)).toEqual([...values].sort((a, b) => a - b))
      }),
    )
  })

  test('compares arrays item by item, as tuples', () => {
    const queue = new PriorityQueue<[number, string]>()
    const items: [number, string][] = [
      [2, 'b'],
      [1, 'z'],
      [2, 'a'],
      [1, 'y'],
    ]
    for (const item of items) queue.putNowait(item)
    expect(takeAll(queue)).toEqual([
      [1, 'y'],
      [1, 'z'],
      [2, 'a'],
      [2, 'b'],
    ])
    const lengths = new PriorityQueue<number[]>()
    for (const item of [[1, 0], [1], [0, 9, 9]]) lengths.putNowait(item)
    expect(takeAll(lengths)).toEqual([[0, 9, 9], [1], [1, 0]])
  })

  test('a priority queue may be told how to compare', () => {
    const queue = new PriorityQueue<{ at: number }>(0, (a, b) => a.at > b.at)
    for (const at of [2, 3, 1]) queue.putNowait({ at })
    expect(takeAll(queue)).toEqual([{ at: 3 }, { at: 2 }, { at: 1 }])
  })

  test('lets put wait while it is full', () =>
    virtually(
      (function* () {
        const queue = new PriorityQueue<number>(1)
        yield* queue.put(2)
        const putting = createTask(queue.put(1))
        yield* sleep(0)
        expect([putting.done(), yield* queue.get()]).toEqual([false, 2])
        yield* putting
        expect(yield* queue.get()).toBe(1)
      })(),
    ))
})

describe('a queue that is shut down', () => {
  test('gives what is in it, and then throws QueueShutDown', () =>
    virtually(
      (function* () {
        const queue = new Queue<number>()
        queue.putNowait(1)
        queue.shutdown()
        expect(() => {
          queue.putNowait(2)
        }).toThrow(QueueShutDown)
        expect(yield* queue.get()).toBe(1)
        expect(() => queue.getNowait()).toThrow(QueueShutDown)
        const getting = createTask(queue.get())
        yield* wait([getting])
        expect(getting.exception()).toBeInstanceOf(QueueShutDown)
      })(),
    ))

  test('sends everyone away who waits to put or to get', () =>
    virtually(
      (function* () {
        const [empty, full] = [new Queue<number>(), new Queue<number>(1)]
        full.putNowait(1)
        const waiting = [createTask(empty.get()), createTask(full.put(2)), createTask(full.put(3))]
        yield* sleep(0)
        empty.shutdown()
        full.shutdown()
        yield* wait(waiting)
        expect(waiting.map((task) => (task.exception() as Error).name)).toEqual([
          'QueueShutDown',
          'QueueShutDown',
          'QueueShutDown',
        ])
        expect(full.qsize()).toBe(1)
      })(),
    ))

  test('a queue that is shut down is emptied at once where it is told to, and those who join go on', () =>
    virtually(
      (function* () {
        const queue = new LifoQueue<number>()
        for (const n of [1, 2]) queue.putNowait(n)
        const joining = createTask(queue.join())
        yield* sleep(0)
        queue.shutdown({ immediate: true })
        yield* joining
        expect(queue.empty()).toBe(true)
        expect(() => queue.getNowait()).toThrow(QueueShutDown)
      })(),
    ))
})

describe('a LIFO queue', () => {
  test('gives the newest item first', () => {
    const queue = new LifoQueue<number>(3)
    for (const n of [1, 2, 3]) queue.putNowait(n)
    expect(queue.full()).toBe(true)
    expect(takeAll(queue)).toEqual([3, 2, 1])
  })
})
