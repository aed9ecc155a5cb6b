import { expect, test } from 'vitest'
import * as loop from '../../../src/engine/loop'

test('the loop exports what programs are written against', () => {
  const names = [
    ...['EventLoop', 'Handle', 'TimerHandle', 'getRunningLoop', 'Future', 'Task'],
    ...['run', 'createTask', 'ensureFuture', 'currentTask', 'allTasks'],
    ...['gather', 'sleep', 'wait', 'waitFor', 'shield', 'asCompleted', 'timeout', 'TaskGroup'],
    ...['fromPromise', 'toPromise', 'asyncWith', 'asyncFor'],
    ...['Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore'],
    ...['Queue', 'PriorityQueue', 'LifoQueue'],
    ...['CancelledError', 'InvalidStateError', 'TimeoutError', 'QueueEmpty', 'QueueFull'],
  ]
  expect(Object.keys(loop)).toEqual(expect.arrayContaining(names))
})

test('a loop, its handles, futures, tasks and queues have the methods of asyncio’s', () => {
  const methods: [object, string[]][] = [
    [
      loop.EventLoop.prototype,
      [
        ...['createFuture', 'createTask', 'callSoon', 'callLater', 'callAt', 'time'],
        ...['runUntilComplete', 'runForever', 'stop', 'close', 'isRunning'],
        ...['setExceptionHandler', 'setDebug'],
      ],
    ],
    [loop.TimerHandle.prototype, ['cancel', 'cancelled', 'when']],
    [
      loop.Task.prototype,
      [
        ...['done', 'cancelled', 'result', 'exception', 'setResult', 'setException', 'cancel'],
        ...['addDoneCallback', 'removeDoneCallback'],
        ...['getName', 'setName', 'cancelling', 'uncancel', 'getCoro'],
      ],
    ],
    [
      loop.PriorityQueue.prototype,
      ['put', 'get', 'putNowait', 'getNowait', 'qsize', 'join', 'taskDone'],
    ],
  ]
  for (const [prototype, names] of methods) {
    for (const name of names) expect(prototype).toHaveProperty(name, expect.any(Function))
  }
  expect(new loop.EventLoop()).toHaveProperty('slowCallbackMs')
})
