import { currentTask, isAwaitable, peekRunningLoop, type Task } from '../../loop'
import { describe } from '../../loop/describe'
import type { Frame, Places } from '../../recorder/recording/places'
import type { FloatingPromises } from '../compile/floating'
import type { NeverAwaited } from '../compile/never-awaited'
import type { Reuse } from '../compile/reuse'
import { betterWords, keepWords, caughtAsSymbol } from './better-words'
import { quoted } from './inspect'

/** What a compiled program tells where it is. */
export interface ProgramMarks {
  /** The line of the loop that went round last; 0 before any did. */
  line: number
  /** The line of the call that came to its end last; 0 before any did. */
  callLine: number
  /** A coroutine function is entered. */
  readonly enter: () => Frame
  /**
   * It comes to a `yield*` with what it awaits; gives that back.
   *
   * @throws TypeError where it cannot be awaited: JavaScript's own words do not say what was given
   */
  readonly at: <T>(frame: Frame, site: number, awaited: T) => T
  readonly leave: (frame: Frame) => void
  /** That is the value of a call of `name` in that line; gives it back. */
  readonly called: (line: number, name: string, value: unknown) => unknown
  /** That is awaited with `await`; gives it back. */
  readonly promised: <T>(value: T) => T
  /** That is caught: it is told in the lab's words from now on. */
  readonly caught: (error: unknown) => void
  /** What is caught by a pattern is looked up by this as well, and told so too. */
  readonly caughtAs: symbol
  /**
   * That is gone through or taken apart, as it is written; gives it back.
   *
   * @throws TypeError where that cannot be: the interpreter does not know the line
   */
  readonly iterable: <T>(text: string, value: T) => T
  readonly fields: <T>(text: string, value: T) => T
  /** That is being thrown in that line; gives it back. */
  readonly thrown: <T>(line: number, thrown: T) => T
}

/** What a program's marks tell of it. */
interface Told {
  readonly places: Places
  readonly reuse: Reuse
  readonly floating: FloatingPromises
  readonly neverAwaited: NeverAwaited
  /** That is being thrown in that line. */
  readonly thrown: (line: number, value: unknown) => void
}

/** What a program is compiled to call, as it goes. */
export function makeMarks({ places, reuse, floating, neverAwaited, thrown }: Told): ProgramMarks {
  const marks: ProgramMarks = {
    line: 0,
    callLine: 0,
    enter: () => places.enter(peekCurrentTask()),
    at: (frame, site, awaited) => {
      if (!isAwaitable(awaited)) {
        const advice = Array.isArray(awaited) ? '; gather awaits a list' : ''
        throw new TypeError(
          `yield* of ${describe(awaited)}: only a coroutine, a future or a task can be awaited${advice}`,
        )
      }
      reuse.await(frame, awaited)
      frame.site = site
      return awaited
    },
    leave: (frame) => {
      reuse.leave(frame)
      frame.leave()
    },
    called: (line, name, value) => {
      marks.callLine = line
      floating.called(line, value)
      return neverAwaited.called(line, name, value)
    },
    promised: (value) => floating.awaited(value),
    caught: betterWords,
    caughtAs: caughtAsSymbol(),
    iterable: (text, value) => {
      if (isIterable(value)) return value
      throw new TypeError(`${asWritten(text, value)} is not iterable`)
    },
    fields: (text, value) => {
      if (value !== undefined && value !== null) return value
      throw new TypeError(`${asWritten(text, value)} has no properties to be taken out of it`)
    },
    thrown: (line, value) => {
      keepWords(value)
      thrown(line, value)
      return value
    },
  }
  return marks
}

/** The task that runs; undefined where none does. */
export function peekCurrentTask(): Task<unknown> | undefined {
  const loop = peekRunningLoop()
  return loop === undefined ? undefined : currentTask(loop)
}

function isIterable(value: unknown): boolean {
  if (value === undefined || value === null) return false
  return typeof (value as { readonly [Symbol.iterator]?: unknown })[Symbol.iterator] === 'function'
}

/** "numbers (undefined)"; a value that is written out says it already. */
function asWritten(text: string, value: unknown): string {
  const told = quoted(value)
  return text === told ? text : `${text} (${told})`
}
