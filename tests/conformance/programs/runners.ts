// Runners: several runs on one loop.
import {
  Context,
  ContextVar,
  Runner,
  createTask,
  sleep,
  type Coroutine,
  type EventLoop,
  type Task,
} from '../../../src/engine/loop'
import { Failure, type Log } from '../trace'

const user = new ContextVar('user', { default: 'nobody' })

async function attempt(log: Log, name: string, action: () => unknown): Promise<void> {
  try {
    log(name, 'gave', await action())
  } catch (error) {
    log(name, 'threw', error)
  }
}

function* signIn(log: Log, name: string): Coroutine<string> {
  log('was', user.get())
  user.set(name)
  yield* sleep(1)
  return name
}

export async function runsFollowEachOtherOnOneLoop(log: Log, loop: EventLoop): Promise<void> {
  const runner = new Runner({ loopFactory: () => loop })
  log(runner.getLoop() === loop)
  await attempt(log, 'first', () => runner.run(signIn(log, 'a')))
  await attempt(log, 'second', () => runner.run(signIn(log, 'b')))
  log(loop.time(), user.get())
  await runner.close()
  log(loop.isClosed())
}

export async function aRunInAContextOfItsOwn(log: Log, loop: EventLoop): Promise<void> {
  const runner = new Runner({ loopFactory: () => loop })
  await runner.run(signIn(log, 'a'))
  const context = new Context()
  await runner.run(signIn(log, 'b'), { context })
  log(context.get(user))
  await runner.run(signIn(log, 'c'))
  await runner.close()
}

export async function anErrorComesOutAndTheRunnerGoesOn(log: Log, loop: EventLoop): Promise<void> {
  function* failing(): Coroutine<never> {
    throw new Failure('boom')
  }

  const runner = new Runner({ loopFactory: () => loop })
  await attempt(log, 'first', () => runner.run(failing()))
  await attempt(log, 'second', () => runner.run(signIn(log, 'a')))
  await runner.close()
}

export async function tasksLiveOnBetweenTheRuns(log: Log, loop: EventLoop): Promise<void> {
  function* ticking(): Coroutine<void> {
    try {
      for (let n = 0; n < 10; n += 1) {
        log('tick', n)
        yield* sleep(1)
      }
    } finally {
      log('ended')
    }
  }

  function* start(): Coroutine<Task<void>> {
    const task = createTask(ticking(), { name: 'ticking' })
    yield* sleep(1)
    return task
  }

  const runner = new Runner({ loopFactory: () => loop })
  const task = await runner.run(start())
  log('between', task.done())
  await runner.run(sleep(1))
  await runner.close()
  log(task.cancelled())
}

export async function aClosedRunnerRunsNothing(log: Log, loop: EventLoop): Promise<void> {
  const runner = new Runner({ loopFactory: () => loop })
  await runner.run(sleep(1))
  await runner.close()
  await runner.close()
  await attempt(log, 'loop', () => runner.getLoop())
  await attempt(log, 'run', () => runner.run(signIn(log, 'a')))
}

export async function anAwaitableObjectIsRun(log: Log, loop: EventLoop): Promise<void> {
  const ticket = {
    *[Symbol.iterator](): Coroutine<string> {
      yield* sleep(1)
      return 'A 17'
    },
  }
  const runner = new Runner({ loopFactory: () => loop })
  await attempt(log, 'object', () => runner.run(ticket))
  await attempt(log, 'number', () => runner.run(5 as never))
  await runner.close()
}
