import type { Runnable, Timer } from './iteration/handle'
import type { Task } from './task/task'
import type { Waitable } from './task/waitable'

/**
 * Why a step of a task ended: it went on the queue again (`yielded`), waits for a future
 * or a timer (`awaiting`), was given an error for what it yielded (`refused`), or is done.
 */
export type StepEnd = 'yielded' | 'awaiting' | 'refused' | 'returned' | 'threw' | 'cancelled'

/**
 * Observes a loop from outside (as Trio's instruments do). Every hook is optional and is called in
 * place, in the order of events; what a hook throws reaches the loop's exception handler. A hook
 * must not change what it observes. A loop without an instrument pays nothing for them.
 */
export interface Instrument {
  /** The loop goes on after its host could run something else, so that time may have passed. */
  resumed?(): void
  taskCreated?(task: Task<unknown>): void
  stepBegun?(task: Task<unknown>): void
  /** The first step of an eager task begins, within the step or callback under way. */
  eagerBegun?(task: Task<unknown>): void
  /** `waitable` is what the task waits for, when it is `awaiting`. */
  stepEnded?(task: Task<unknown>, reason: StepEnd, waitable?: Waitable): void
  /** `by` finished, so `task` was put on the ready queue. */
  taskWoken?(task: Task<unknown>, by: Waitable): void
  /** `readyCount` entries will run in this iteration. */
  iterationBegun?(readyCount: number): void
  iterationEnded?(): void
  /** A callback was put on the ready queue by `callSoon`. */
  callbackQueued?(handle: Runnable): void
  /** A callback other than a task's step is about to be run. */
  callbackBegun?(handle: Runnable): void
  /** A callback other than a task's step was run. */
  callbackRun?(handle: Runnable): void
  /** A callback whose turn came was cancelled meanwhile, so it is not run. */
  callbackSkipped?(handle: Runnable): void
  /** A sleep or a callback waits for its time. */
  timerSet?(timer: Timer): void
  /** Its time has come: it was put on the ready queue. */
  timerDue?(timer: Timer): void
  /** It was cancelled before its time came. */
  timerCancelled?(timer: Timer): void
  /** Somebody asked the task to stop. */
  cancelRequested?(task: Task<unknown>): void
}

/** An instrument that has the hook `K`. */
type Having<K extends keyof Instrument> = Instrument & Required<Pick<Instrument, K>>

/** Calls each of several instruments, and keeps what they throw away from what they observe. */
export class Instruments {
  readonly #members: readonly Instrument[]
  // Those that want to know of every step or iteration: looked for once, and not a million times.
  readonly #atStepBegun: readonly Having<'stepBegun'>[]
  readonly #atStepEnded: readonly Having<'stepEnded'>[]
  readonly #atIterationBegun: readonly Having<'iterationBegun'>[]
  readonly #atIterationEnded: readonly Having<'iterationEnded'>[]
  readonly #onError: (error: unknown) => void

  constructor(members: readonly Instrument[], onError: (error: unknown) => void) {
    this.#members = members
    this.#atStepBegun = having(members, 'stepBegun')
    this.#atStepEnded = having(members, 'stepEnded')
    this.#atIterationBegun = having(members, 'iterationBegun')
    this.#atIterationEnded = having(members, 'iterationEnded')
    this.#onError = onError
  }

  /** The same set with `member` added. */
  with(member: Instrument): Instruments {
    return new Instruments([...this.#members, member], this.#onError)
  }

  /** The same set without `member`, or `undefined` when that leaves none. */
  without(member: Instrument): Instruments | undefined {
    const rest = this.#members.filter((other) => other !== member)
    return rest.length === 0 ? undefined : new Instruments(rest, this.#onError)
  }

  // The hooks of every step and iteration are written out, and members are counted through: the
  // engine can then put a hook's code in the place of its call, which makes a recorded step a tenth
  // cheaper.
  /* eslint-disable @typescript-eslint/prefer-for-of -- for-of costs a step some 4 ns more */

  /** Calls the hook of that name. */
  stepBegun(task: Task<unknown>): void {
    const members = this.#atStepBegun
    for (let at = 0; at < members.length; at += 1) {
      try {
        members[at]?.stepBegun(task)
      } catch (error) {
        this.#onError(error)
      }
    }
  }

  /** Calls the hook of that name. */
  stepEnded(task: Task<unknown>, reason: StepEnd, waitable: Waitable | undefined): void {
    const members = this.#atStepEnded
    for (let at = 0; at < members.length; at += 1) {
      try {
        members[at]?.stepEnded(task, reason, waitable)
      } catch (error) {
        this.#onError(error)
      }
    }
  }

  /** Calls the hook of that name. */
  iterationBegun(readyCount: number): void {
    const members = this.#atIterationBegun
    for (let at = 0; at < members.length; at += 1) {
      try {
        members[at]?.iterationBegun(readyCount)
      } catch (error) {
        this.#onError(error)
      }
    }
  }

  /** Calls the hook of that name. */
  iterationEnded(): void {
    const members = this.#atIterationEnded
    for (let at = 0; at < members.length; at += 1) {
      try {
        members[at]?.iterationEnded()
      } catch (error) {
        this.#onError(error)
      }
    }
  }

  /* eslint-enable @typescript-eslint/prefer-for-of */

  /** Calls any other hook on each member that has it. */
  notify<K extends OtherHook>(hook: K, ...args: Parameters<NonNullable<Instrument[K]>>): void
  // Written for speed: without a list of arguments.
  notify(hook: OtherHook, first?: unknown, second?: unknown): void {
    for (const member of this.#members) {
      try {
        ;(member[hook] as Hook | undefined)?.call(member, first, second)
      } catch (error) {
        this.#onError(error)
      }
    }
  }
}

type OtherHook = Exclude<
  keyof Instrument,
  'stepBegun' | 'stepEnded' | 'iterationBegun' | 'iterationEnded'
>
type Hook = (this: Instrument, first: unknown, second: unknown) => void

function having<K extends keyof Instrument>(
  members: readonly Instrument[],
  hook: K,
): readonly Having<K>[] {
  return members.filter((member): member is Having<K> => member[hook] !== undefined)
}
