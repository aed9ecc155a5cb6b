import { isCoroutine, type Coroutine } from '../../loop'
import { ONE_ITERATION, ownIteration } from '../../loop/wait/sleep'
import { Pause } from '../../loop/task/waitable'

/** Where a program called what gave it a coroutine. */
interface Call {
  readonly name: string
  readonly line: number
}

// Code that drives a coroutine by hand is given what it waits for, which is entered already.
function isNew(value: unknown): value is Coroutine<unknown> {
  return isCoroutine(value) && !(value instanceof Pause && value._waitable !== undefined)
}

const entries = ['next', 'throw', 'return'] as const

/**
 * The coroutines that a program was given by its calls and that nobody entered yet. Those that are
 * left when it ends were never awaited: a `yield*` was forgotten.
 */
export class NeverAwaited {
  readonly #calls = new Map<Coroutine<unknown>, Call>()
  readonly #known = new WeakSet<Coroutine<unknown>>()

  /** The program called `name` in that line and got `value`; gives back that or its equal. */
  called(line: number, name: string, value: unknown): unknown {
    const own = value === ONE_ITERATION ? ownIteration() : value
    if (isNew(own) && !this.#known.has(own)) this.#watch(own, { name, line })
    return own
  }

  /** The coroutine was put in a task, which enters it some day. */
  given(coro: Coroutine<unknown>): void {
    this.#calls.delete(coro)
  }

  /** One line for each place with some that are left, in the order of the calls. */
  lines(): string[] {
    const counts = new Map<string, { readonly call: Call; times: number }>()
    for (const call of this.#calls.values()) {
      const key = `${call.line} ${call.name}`
      const counted = counts.get(key) ?? { call, times: 0 }
      counted.times += 1
      counts.set(key, counted)
    }
    return Array.from(counts.values(), ({ call: { name, line }, times }) => {
      const often = times === 1 ? '' : `, ${times} times`
      return `coroutine ${name} was never awaited (line ${line}${often}: put yield* before it, or createTask around it)`
    })
  }

  // Its own methods stand before those of its kind only to see the first entry.
  #watch(coro: Coroutine<unknown>, call: Call): void {
    this.#known.add(coro)
    if (!Object.isExtensible(coro)) return
    this.#calls.set(coro, call)
    for (const name of entries) {
      const enter = coro[name].bind(coro) as (value: unknown) => IteratorResult<undefined, unknown>
      Object.defineProperty(coro, name, {
        configurable: true,
        value: (sent: unknown) => {
          for (const each of entries) Reflect.deleteProperty(coro, each)
          this.#calls.delete(coro)
          return enter(sent)
        },
      })
    }
  }
}
