// Queues: who waits, who is served, and when it is finished.
import {
  LifoQueue,
  PriorityQueue,
  Queue,
  createTask,
  gather,
  getRunningLoop,
  sleep,
  wait,
  waitFor,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import type { Log } from '../trace'

function spawn(coro: Coroutine<void>, name: string): Task<void> {
  return createTask(coro, { name })
}

function* put<T>(log: Log, queue: Queue<T>, ...items: T[]): Coroutine<void> {
  for (const item of items) {
    yield* queue.put(item)
    log('put', item)
  }
}

function* get(log: Log, name: string, queue: Queue<unknown>, count = 1): Coroutine<void> {
  for (let i = 0; i < count; i += 1) log(name, 'got', yield* queue.get())
}

export function* itemsComeOutInOrder(log: Log): Coroutine<void> {
  const queue = new Queue<number>()
  spawn(put(log, queue, 1, 2, 3), 'producer')
  yield* get(log, 'main', queue, 3)
  log(queue.qsize(), queue.empty())
}

export function* aFullQueueHoldsUpWhoPuts(log: Log): Coroutine<void> {
  const queue = new Queue<number>(2)
  const producer = spawn(put(log, queue, 1, 2, 3, 4), 'producer')
  yield* sleep(1)
  log(queue.qsize(), queue.full(), producer.done())
  yield* get(log, 'main', queue, 4)
  yield* producer
}

export function* aQueueOfOneGoesBackAndForth(log: Log): Coroutine<void> {
  const queue = new Queue<number>(1)
  const consumer = spawn(get(log, 'consumer', queue, 4), 'consumer')
  yield* put(log, queue, 1, 2, 3, 4)
  yield* consumer
}

export function* withoutWaitingThereAreErrors(log: Log): Coroutine<void> {
  const queue = new Queue<string>(1)
  try {
    queue.getNowait()
  } catch (error) {
    log(error)
  }
  queue.putNowait('a')
  try {
    queue.putNowait('b')
  } catch (error) {
    log(error)
  }
  log(queue.getNowait(), queue.qsize())
}

export function* thoseWhoGetAreServedInOrder(log: Log): Coroutine<void> {
  const queue = new Queue<number>()
  const tasks = ['a', 'b', 'c'].map((name) => spawn(get(log, name, queue), name))
  yield* sleep(1)
  for (let i = 0; i < 3; i += 1) queue.putNowait(i)
  yield* wait(tasks)
}

export function* thoseWhoPutAreServedInOrder(log: Log): Coroutine<void> {
  const queue = new Queue<string>(1)
  queue.putNowait('first')
  const tasks = ['a', 'b', 'c'].map((name) => spawn(put(log, queue, name), name))
  yield* sleep(1)
  for (let i = 0; i < 4; i += 1) {
    log('got', queue.getNowait())
    yield* sleep(1)
  }
  yield* wait(tasks)
}

export function* anItemCanBeSnatchedBeforeTheWaiterRuns(log: Log): Coroutine<void> {
  const queue = new Queue<string>()
  const waiter = spawn(get(log, 'waiter', queue), 'waiter')
  yield* sleep(1)
  queue.putNowait('first')
  log('snatched', queue.getNowait())
  yield* sleep(1)
  queue.putNowait('second')
  yield* waiter
}

export function* aCancelledGetterLeavesTheQueue(log: Log): Coroutine<void> {
  const queue = new Queue<string>()
  const tasks = ['a', 'b'].map((name) => spawn(get(log, name, queue), name))
  yield* sleep(1)
  tasks[0]?.cancel()
  yield* sleep(1)
  queue.putNowait('item')
  yield* wait(tasks)
}

export function* aGetterCancelledWhenItWasItsTurn(log: Log): Coroutine<void> {
  const queue = new Queue<string>()
  const tasks = ['a', 'b'].map((name) => spawn(get(log, name, queue), name))
  yield* sleep(1)
  queue.putNowait('item')
  tasks[0]?.cancel()
  yield* wait(tasks)
  log(tasks.map((task) => task.cancelled()))
}

export function* aPutterCancelledWhenItWasItsTurn(log: Log): Coroutine<void> {
  const queue = new Queue<string>(1)
  queue.putNowait('first')
  const tasks = ['a', 'b'].map((name) => spawn(put(log, queue, name), name))
  yield* sleep(1)
  log(queue.getNowait())
  tasks[0]?.cancel()
  yield* wait(tasks)
  log(
    tasks.map((task) => task.cancelled()),
    queue.getNowait(),
  )
}

export function* aCancelledPutterLeavesTheQueue(log: Log): Coroutine<void> {
  const queue = new Queue<string>(1)
  queue.putNowait('first')
  const tasks = ['a', 'b'].map((name) => spawn(put(log, queue, name), name))
  yield* sleep(1)
  tasks[0]?.cancel()
  log(yield* queue.get())
  yield* wait(tasks)
  log(yield* queue.get())
}

export function* joiningWaitsUntilAllIsDealtWith(log: Log): Coroutine<void> {
  const queue = new Queue<number>()

  function* worker(name: string): Coroutine<void> {
    for (;;) {
      const item = yield* queue.get()
      yield* sleep(item)
      log(name, 'did', item)
      queue.taskDone()
    }
  }

  const workers = ['a', 'b'].map((name) => spawn(worker(name), name))
  for (const item of [3, 1, 2, 1]) queue.putNowait(item)
  yield* queue.join()
  log('joined at', getRunningLoop().time())
  for (const task of workers) task.cancel()
  log(yield* gather(workers, { returnExceptions: true }))
}

export function* joiningAnUnusedQueueTakesNoTurn(log: Log): Coroutine<void> {
  getRunningLoop().callSoon(log, 'other')
  yield* new Queue().join()
  log('joined')
}

export function* joiningAgainAfterMoreWasPut(log: Log): Coroutine<void> {
  const queue = new Queue<number>()
  queue.putNowait(1)
  const joiner = spawn(queue.join(), 'joiner')
  yield* sleep(0)
  queue.getNowait()
  queue.taskDone()
  queue.putNowait(2)
  yield* joiner
  log('joined with', queue.qsize())
}

export function* tooManyAreDone(log: Log): Coroutine<void> {
  const queue = new Queue<number>()
  queue.putNowait(1)
  queue.taskDone()
  try {
    queue.taskDone()
  } catch (error) {
    log(error)
  }
}

export function* theSmallestComesFirst(log: Log): Coroutine<void> {
  const queue = new PriorityQueue<number>()
  for (const item of [5, 1, 4, 1, 3, 9, 2]) queue.putNowait(item)
  log(Array.from({ length: 7 }, () => queue.getNowait()))
}

export function* pairsComeByTheirFirstThenTheirSecond(log: Log): Coroutine<void> {
  const queue = new PriorityQueue<readonly [number, string]>()
  queue.putNowait([2, 'b'])
  queue.putNowait([1, 'z'])
  queue.putNowait([2, 'a'])
  queue.putNowait([1, 'y'])
  for (let i = 0; i < 4; i += 1) log(yield* queue.get())
}

export function* aFullQueueOfPriorities(log: Log): Coroutine<void> {
  const queue = new PriorityQueue<number>(2)
  const producer = spawn(put(log, queue, 3, 2, 1), 'producer')
  yield* sleep(1)
  yield* get(log, 'main', queue, 3)
  yield* producer
}

export function* theNewestComesFirst(log: Log): Coroutine<void> {
  const queue = new LifoQueue<number>(3)
  const producer = spawn(put(log, queue, 1, 2, 3, 4), 'producer')
  yield* sleep(1)
  yield* get(log, 'main', queue, 4)
  yield* producer
}

export function* aLimitOnGetting(log: Log): Coroutine<void> {
  const queue = new Queue<string>()
  try {
    yield* waitFor(queue.get(), 5)
  } catch (error) {
    log(error)
  }
  queue.putNowait('kept')
  log(yield* queue.get())
}

export function* aQueueThatIsShutDownGivesWhatItHas(log: Log): Coroutine<void> {
  const queue = new Queue<string>()
  queue.putNowait('a')
  queue.shutdown()
  log(yield* queue.get())
  const actions = [
    () => queue.getNowait(),
    () => {
      queue.putNowait('b')
    },
  ]
  for (const action of actions) {
    try {
      action()
    } catch (error) {
      log(error)
    }
  }
}

export function* aShutdownSendsAwayWhoWaits(log: Log): Coroutine<void> {
  const empty = new Queue<string>()
  const full = new Queue<string>(1)
  full.putNowait('a')

  function* waiting(name: string, coro: Coroutine<unknown>): Coroutine<void> {
    try {
      log(name, yield* coro)
    } catch (error) {
      log(name, error)
    }
  }

  const tasks = [
    createTask(waiting('get', empty.get()), { name: 'get' }),
    createTask(waiting('put', full.put('b')), { name: 'put' }),
    createTask(waiting('join', full.join()), { name: 'join' }),
  ]
  yield* sleep(1)
  empty.shutdown()
  full.shutdown()
  yield* sleep(1)
  log(
    tasks.map((task) => task.done()),
    full.qsize(),
  )
  full.shutdown({ immediate: true })
  yield* wait(tasks)
  log(full.empty())
}
