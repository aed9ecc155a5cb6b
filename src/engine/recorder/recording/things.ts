import { isFuture, Task, type Runnable, type Timer, type Waitable } from '../../loop'
import { Column, type StringTable } from './columns'
import { NONE, thingKinds, type ThingKind } from './event'

const codes = Object.fromEntries(thingKinds.map((kind, code) => [kind, code])) as Readonly<
  Record<ThingKind, number>
>

/** A task that has stepped, and which one stepped after it the last time. */
interface Stepper {
  readonly task: Task<unknown> | undefined
  readonly number: number
  follower: Stepper | undefined
}

const nobody = (): Stepper => ({ task: undefined, number: NONE, follower: undefined })

/**
 * The tasks, callbacks, timers and futures of a run, each with a number in the order of coming up.
 */
export class Things {
  readonly #numbers = new Map<object, number>()
  readonly #strings: StringTable
  readonly #kinds = new Column(new Uint8Array(64))
  readonly #labels = new Column(new Int32Array(64))
  readonly #whens = new Column(new Float64Array(64))
  #last = nobody()
  /** By the task's number. */
  readonly #steppers: (Stepper | undefined)[] = []

  constructor(strings: StringTable) {
    this.#strings = strings
  }

  /** The number of a task; its name is known once `name` was called. */
  task(task: Task<unknown>): number {
    return this.#numbers.get(task) ?? this.#add(task, 'task', NONE, NaN)
  }

  /**
   * The number of a task whose step is recorded. Tasks mostly step in the order in which they
   * stepped the last time: whose turn that makes it is looked at first, as finding a task in a map
   * costs more than all else about recording its step.
   */
  stepping(task: Task<unknown>): number {
    const guess = this.#last.follower
    if (guess?.task === task) {
      this.#last = guess
      return guess.number
    }
    const number = this.task(task)
    while (this.#steppers.length <= number) this.#steppers.push(undefined)
    const stepper = (this.#steppers[number] ??= { task, number, follower: undefined })
    this.#last.follower = stepper
    this.#last = stepper
    return number
  }

  /** Notes the name that a task has by now: a task is created first and named after. */
  name(number: number, task: Task<unknown>): void {
    this.#labels.put(number, this.#strings.numberOf(task.getName().slice(0, MAX_LABEL)))
  }

  callback(handle: Runnable): number {
    return this.#numbers.get(handle) ?? this.#add(handle, 'callback', this.#label(handle), NaN)
  }

  timer(timer: Timer): number {
    const known = this.#numbers.get(timer)
    if (known !== undefined) return known
    if (isSleep(timer)) return this.#add(timer, 'sleep', NONE, timer.when())
    return this.#add(timer, 'timer', this.#label(timer), timer.when())
  }

  waitable(waitable: Waitable): number {
    const known = this.#numbers.get(waitable)
    if (known !== undefined) return known
    if (waitable instanceof Task) return this.task(waitable)
    if (!isFuture(waitable)) return this.timer(waitable as Waitable & Timer)
    const isGather = waitable.constructor.name === 'GatheringFuture'
    return this.#add(waitable, isGather ? 'gather' : 'future', NONE, NaN)
  }

  /** It will not come up again. */
  forget(thing: object): void {
    this.#numbers.delete(thing)
  }

  /** Names the tasks that had no step yet, and forgets everything. */
  toArrays(): { kind: Uint8Array; label: Int32Array; whenMs: Float64Array } {
    for (const [thing, number] of this.#numbers) {
      if (thing instanceof Task) this.name(number, thing as Task<unknown>)
    }
    this.#numbers.clear()
    this.#steppers.length = 0
    this.#last = nobody()
    return {
      kind: this.#kinds.toArray(),
      label: this.#labels.toArray(this.#kinds.length),
      whenMs: this.#whens.toArray(this.#kinds.length),
    }
  }

  #add(thing: object, kind: ThingKind, label: number, whenMs: number): number {
    const number = this.#kinds.length
    this.#labels.put(number, label)
    this.#whens.put(number, whenMs)
    // Its kind makes it count.
    this.#kinds.put(number, codes[kind])
    this.#numbers.set(thing, number)
    return number
  }

  #label(entry: Runnable): number {
    const name = /function (\S+)>$/.exec(entry.toString())?.[1] ?? 'callback'
    return this.#strings.numberOf(name.slice(0, MAX_LABEL))
  }
}

/** Longer names are cut. */
const MAX_LABEL = 200

function isSleep(timer: Timer): boolean {
  return '_wakeWhenDone' in timer
}
