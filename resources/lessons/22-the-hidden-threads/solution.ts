import {
  asyncWith,
  control,
  getRunningLoop,
  print,
  share,
  sleep,
  TaskGroup,
  ThreadPool,
  work,
} from 'corewise'
import type { Coroutine } from 'corewise'

// As reading a file does: the operating system gives no way to wait for it on a loop.
function readFile(name: string): string {
  work(50)
  return `text of ${name}`
}

function* load(name: string): Coroutine<void> {
  const loop = getRunningLoop()
  const text = yield* loop.runInExecutor(undefined, readFile, name)
  print(text, 'at', Math.round(loop.time()), 'ms')
}

// As a request over a socket: the loop itself waits for it.
function* fetch(name: string): Coroutine<void> {
  const loop = getRunningLoop()
  yield* sleep(50)
  print('answer of', name, 'at', Math.round(loop.time()), 'ms')
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  loop.setDefaultExecutor(new ThreadPool(control('threads', 4) + 6))
  const jobs = control('isSocket', false) ? fetch : load
  yield* asyncWith(new TaskGroup(), function* (group) {
    for (let n = 1; n <= 10; n += 1) group.createTask(jobs(`no. ${n}`), { name: `no. ${n}` })
  })
  share('all there, ms', Math.round(loop.time()))
}
