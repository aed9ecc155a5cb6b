import { currentTask, eagerTaskFactory } from '../../../src/engine/loop'
import type { CallbackBody, InstantOp } from './random-program'
import { Failure } from '../trace'
import { pick, picked, type Scope, type World } from './world'

/** Ends the body of a task. */
export class Return extends Error {}

/** Does what takes no time and logs how it went. Throws only what the program throws by itself. */
export function doInstantly(world: World, op: InstantOp, scope: Scope): void {
  if (op.op === 'throw') throw new Failure(String(op.value))
  if (op.op === 'return') throw new Return()
  try {
    world.log(op.op, outcomeOf(world, op, scope))
  } catch (error) {
    world.log(op.op, 'threw', error)
  }
}

function outcomeOf(world: World, op: Exclude<InstantOp, { op: 'return' }>, scope: Scope): unknown {
  switch (op.op) {
    case 'log':
    case 'throw':
      return op.value
    case 'spawn': {
      const number = world.takeNumber()
      const coro = world.ownTask(op.body, { number })
      const options = { name: `t${number}`, ...(op.eager && { eagerStart: true }) }
      world.addTask(number, world.loop.createTask(coro, options))
      break
    }
    case 'setFactory':
      world.loop.setTaskFactory(op.eager ? eagerTaskFactory : undefined)
      break
    case 'setVariable':
      world.tokens.push(world.variable.set(op.value))
      break
    case 'variable':
      return world.variable.get()
    case 'resetVariable': {
      const token = pick(world.tokens, op.token)
      if (token !== undefined) world.variable.reset(token)
      break
    }
    case 'createGenerator': {
      const number = world.takeNumber()
      const generator = world.createGenerator(op.generator, { number })
      world.generators.push({ number, generator })
      break
    }
    case 'shutdownQueue':
      picked(world.queues, op.queue).shutdown({ immediate: op.immediate })
      break
    case 'groupSpawn': {
      if (scope.group === undefined) return 'no group'
      const number = world.takeNumber()
      const coro = world.ownTask(op.body, { number, group: scope.group })
      const options = { name: `t${number}`, ...(op.eager && { eagerStart: true }) }
      world.addTask(number, scope.group.createTask(coro, options))
      break
    }
    case 'setResult':
      picked(world.futures, op.future).setResult(op.value)
      break
    case 'setException':
      picked(world.futures, op.future).setException(new Failure(String(op.value)))
      break
    case 'cancelFuture':
      return picked(world.futures, op.future).cancel(op.message ?? undefined)
    case 'cancelTask':
      return pick(world.tasks, op.task)?.task.cancel(op.message ?? undefined)
    case 'cancelTaskLater': {
      const task = pick(world.tasks, op.task)?.task
      if (task !== undefined) {
        const message = op.message ?? undefined
        world.handles.push(world.loop.callLater(op.ms, () => task.cancel(message)))
      }
      break
    }
    case 'cancelSelf':
      return currentTask()?.cancel(op.message ?? undefined)
    case 'uncancel': {
      const task = currentTask()
      return task && [task.cancelling(), task.uncancel()]
    }
    case 'states':
      return [
        ...world.tasks.map(({ task }) => [task.done(), task.cancelled(), task.cancelling()]),
        ...world.futures.map((future) => [future.done(), future.cancelled()]),
      ]
    case 'outcome':
      return picked(world.futures, op.future).result()
    case 'setEvent':
      picked(world.events, op.event).set()
      break
    case 'clearEvent':
      picked(world.events, op.event).clear()
      break
    case 'notify':
      world.condition.notify(op.count)
      break
    case 'releaseLock':
      picked(world.locks, op.lock).release()
      break
    case 'releaseSemaphore':
      picked(world.semaphores, op.semaphore).release()
      break
    case 'lockStates':
      return [...world.locks, ...world.semaphores, world.condition].map((each) => each.locked())
    case 'putNowait':
      picked(world.queues, op.queue).putNowait(op.value)
      break
    case 'getNowait':
      return picked(world.queues, op.queue).getNowait()
    case 'taskDone':
      picked(world.queues, op.queue).taskDone()
      break
    case 'callSoon':
      world.handles.push(world.loop.callSoon(callbackOf(world, op.body, scope)))
      break
    case 'callSoonThreadsafe':
      world.handles.push(world.loop.callSoonThreadsafe(callbackOf(world, op.body, scope)))
      break
    case 'callLater':
      world.handles.push(world.loop.callLater(op.ms, callbackOf(world, op.body, scope)))
      break
    case 'cancelHandle':
      pick(world.handles, op.handle)?.cancel()
      break
    case 'addDoneCallback': {
      const target = world.target(op.target, scope)
      if (target === undefined) return 'no target'
      const callback = callbackOf(world, op.body, scope)
      world.callbacks.push({ target, callback })
      target.addDoneCallback(callback)
      break
    }
    case 'removeDoneCallback': {
      const added = pick(world.callbacks, op.callback)
      return added?.target.removeDoneCallback(added.callback)
    }
    case 'reschedule':
      if (scope.limit === undefined) return 'no limit'
      scope.limit.reschedule(op.ms === null ? undefined : world.loop.time() + op.ms)
  }
  return undefined
}

function callbackOf(world: World, body: CallbackBody, scope: Scope): () => void {
  return () => {
    for (const op of body) doInstantly(world, op, scope)
  }
}
