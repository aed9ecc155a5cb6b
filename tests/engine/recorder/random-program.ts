import fc from 'fast-check'
import {
  CancelledError,
  createTask,
  gather,
  getRunningLoop,
  sleep,
  type Coroutine,
  type Task,
} from '../../../src/engine/loop'
import type { Recorder } from '../../../src/engine/recorder/recorder'

type Act =
  | { readonly kind: 'sleep'; readonly ms: number }
  | { readonly kind: 'print' | 'share' | 'throw' }
  | { readonly kind: 'spawn' | 'gather'; readonly acts: readonly Act[] }
  | { readonly kind: 'cancel' | 'await'; readonly which: number }
  | { readonly kind: 'call'; readonly isCancelled: boolean; readonly ms: number }

/** Programs of tasks that sleep, print, create, await and cancel each other and set callbacks. */
export const acts: fc.Arbitrary<readonly Act[]> = fc.letrec<{ acts: readonly Act[] }>((tie) => ({
  acts: fc.array(
    fc.oneof(
      { maxDepth: 3 },
      fc.record({ kind: fc.constant('sleep' as const), ms: fc.integer({ min: 0, max: 5 }) }),
      fc.record({ kind: fc.constantFrom('print' as const, 'share' as const, 'throw' as const) }),
      fc.record({
        kind: fc.constant('call' as const),
        isCancelled: fc.boolean(),
        ms: fc.integer({ min: 0, max: 3 }),
      }),
      fc.record({ kind: fc.constantFrom('cancel' as const, 'await' as const), which: fc.nat(20) }),
      fc.record({ kind: fc.constantFrom('spawn' as const, 'gather' as const), acts: tie('acts') }),
    ),
    { maxLength: 6 },
  ),
})).acts

/** A main coroutine that does all of the acts. */
export function programOf(
  list: readonly Act[],
  recorder: Recorder,
  tasks: Task<unknown>[] = [],
): Coroutine<void> {
  return (function* () {
    for (const act of list) yield* perform(act, recorder, tasks)
  })()
}

function* perform(act: Act, recorder: Recorder, tasks: Task<unknown>[]): Coroutine<void> {
  const loop = getRunningLoop()
  switch (act.kind) {
    case 'sleep':
      yield* sleep(act.ms)
      return
    case 'print':
      recorder.print(`at ${loop.time()}`)
      return
    case 'share':
      recorder.share('time', String(loop.time()))
      return
    case 'throw':
      throw new Error('on purpose')
    case 'call': {
      const noop = (): void => undefined
      const handle = act.ms === 0 ? loop.callSoon(noop) : loop.callLater(act.ms, noop)
      if (act.isCancelled) handle.cancel()
      return
    }
    case 'cancel':
      tasks[act.which]?.cancel()
      return
    case 'await': {
      const task = tasks[act.which]
      // A task that awaits one which awaits it would wait for ever.
      if (task?.done() !== true) return
      try {
        yield* task
      } catch (error) {
        if (!(error instanceof CancelledError) && !(error instanceof Error)) throw error
      }
      return
    }
    case 'spawn':
      tasks.push(createTask(programOf(act.acts, recorder, tasks)))
      return
    case 'gather':
      yield* gather([programOf(act.acts, recorder, tasks), sleep(1)], { returnExceptions: true })
  }
}
