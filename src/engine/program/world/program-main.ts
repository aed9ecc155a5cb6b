import { isCoroutine, type Coroutine } from '../../loop'
import type { NameOfEvent } from '../../recorder/recording/event'
import * as names from './names'
import type { ProgramMarks } from './marks'

/** The body of a program's module. */
export type ProgramBody = (
  exports: Record<string, unknown>,
  require: (name: string) => unknown,
  marks: ProgramMarks,
) => void

/**
 * Loads a program's module, which may import from 'corewise' alone.
 *
 * @returns its function `main`
 * @throws Error where it imports anything else or exports no such function
 */
export function loadMain(body: ProgramBody, marks: ProgramMarks): () => unknown {
  const exported: Record<string, unknown> = {}
  const load = (name: string): unknown => {
    if (name === 'corewise') return known
    throw new Error(`a program can import only from 'corewise', not from '${name}'`)
  }
  body(exported, load, marks)
  return mainOf(exported)
}
function mainOf(exported: Record<string, unknown>): () => unknown {
  const main = exported.main ?? exported.default
  if (typeof main === 'function') return main as () => unknown
  throw new Error('a program exports a function `main`: export function* main() { … }')
}

/**
 * Runs `main` in its task: what it throws at once is an error of the program as well.
 *
 * @throws TypeError where it is one of JavaScript's own asynchronous functions
 */
export function* startMain(main: () => unknown): Coroutine<unknown> {
  const coro = main()
  if (isAsync(coro)) {
    throw new TypeError(
      'main is async, which the loop knows nothing of: export function* main() { … }',
    )
  }
  return isCoroutine(coro) ? yield* coro : coro
}

/** JavaScript's own kinds of coroutine: their awaits are its promises, not the loop's. */
function isAsync(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value instanceof Promise || Symbol.asyncIterator in value)
  )
}

/** What a program can import; a name that is not there is an error where it is used. */
const known = new Proxy(names satisfies Readonly<Record<NameOfEvent, unknown>>, {
  get(target, name) {
    if (typeof name === 'symbol' || name === '__esModule' || name in target) {
      return Reflect.get(target, name) as unknown
    }
    throw new Error(`'corewise' exports nothing called ${name}`)
  },
})
