// Context variables: what each task and callback sees.
import {
  ContextVar,
  copyContext,
  createTask,
  getRunningLoop,
  shield,
  sleep,
  wait,
  type Coroutine,
} from '../../../src/engine/loop'
import type { Log } from '../trace'

const user = new ContextVar('user', { default: 'nobody' })

function* act(log: Log, name: string, delayMs = 1): Coroutine<void> {
  log(name, 'begins with', user.get())
  user.set(name)
  yield* sleep(delayMs)
  log(name, 'has', user.get())
}

export function* aTaskBeginsWithTheValuesOfItsCreator(log: Log): Coroutine<void> {
  user.set('main')
  const tasks = ['a', 'b'].map((name) => createTask(act(log, name), { name }))
  user.set('changed')
  yield* wait(tasks)
  log(user.get())
}

export function* whatIsAwaitedInPlaceChangesTheTask(log: Log): Coroutine<void> {
  yield* act(log, 'a', 0)
  log(user.get())
  yield* createTask(act(log, 'b', 0), { name: 'b' })
  log(user.get())
}

export function* callbacksSeeWhatWasThereWhenTheyWereScheduled(log: Log): Coroutine<void> {
  const loop = getRunningLoop()
  const future = loop.createFuture<undefined>()

  const call = (name: string) => {
    log(name, user.get())
    user.set('callback')
  }

  user.set('first')
  loop.callSoon(call, 'soon')
  loop.callLater(1, call, 'later')
  future.addDoneCallback(() => {
    call('done')
  })
  user.set('second')
  future.setResult(undefined)
  future.addDoneCallback(() => {
    call('done already')
  })
  yield* sleep(2)
  log(user.get())
}

export function* aTokenSetsBack(log: Log): Coroutine<void> {
  const first = user.set('a')
  const second = user.set('b')
  user.reset(second)
  log(user.get(), first.oldValue === undefined, second.oldValue)
  user.reset(first)
  log(user.get())
  for (const token of [first, second]) {
    try {
      user.reset(token)
    } catch (error) {
      log(error)
    }
  }
}

export function* aContextOfOnesOwn(log: Log): Coroutine<void> {
  const context = copyContext()
  const task = createTask(act(log, 'a', 0), { name: 'a', context })
  yield* task
  log(context.get(user), context.get(user), user.get(), task.getContext() === context)
  log(context.run(() => user.get()))
  context.run(() => user.set('b'))
  log(
    context.copy().run(() => user.get()),
    context.has(user),
    [...context].length,
  )
  try {
    context.run(() => context.run(() => user.get()))
  } catch (error) {
    log(error)
  }
}

export function* aDoneCallbackInAContext(log: Log): Coroutine<void> {
  const context = copyContext()
  const future = getRunningLoop().createFuture<undefined>()
  future.addDoneCallback(() => user.set('callback'), { context })
  future.setResult(undefined)
  yield* sleep(0)
  yield* sleep(0)
  log(context.get(user), user.get())
}

export function* aVariableWithoutAValue(log: Log): Coroutine<void> {
  const unset = new ContextVar<number>('unset')
  log(unset.get(7))
  try {
    unset.get()
  } catch (error) {
    log(error)
  }
}

export function* anEagerTaskHasAContextOfItsOwn(log: Log): Coroutine<void> {
  user.set('main')
  const task = createTask(act(log, 'a'), { name: 'a', eagerStart: true })
  log(user.get())
  yield* task
  log(user.get())
}

export function* theContextOfWhoFailedIsThereInTheExceptionHandler(log: Log): Coroutine<void> {
  function* failing(): Coroutine<never> {
    user.set('failing')
    throw new RangeError()
  }

  function* shielded(): Coroutine<void> {
    yield* sleep(1)
    yield* failing()
  }

  const loop = getRunningLoop()
  loop.setExceptionHandler(() => {
    log('handled', user.get())
  })
  log(loop.getExceptionHandler() === undefined)
  const outer = shield(createTask(shielded(), { name: 'inner' }))
  yield* sleep(0)
  outer.cancel()
  yield* sleep(2)
}
