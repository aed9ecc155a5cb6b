import { PROGRAM_FILE, WORLD_FILE } from '../report'
import { engineWords, TOO_DEEP, type Origin } from './engine-words'

/** Of the code before a call, to find what is called. */
const MAX_CALLED = 200
/** What the lab put around what the program says. */
const OWN = /^__\w+/
/** A name, and parts of it by names or in brackets, up to a call. */
const CALLED = /(?:(\bnew)\s+)?((?:[\w$]+|\))(?:\s*\??\.\s*#?[\w$]+|\[[^[\]]*\])*)\s*(?:\?\.)?$/

const MAX_FRAMES = 50
/** What only goes on with another function says nothing. */
const ENTRIES: readonly string[] = ['next', 'throw', 'return', 'call', 'apply']
/** A call may go on over so many lines. */
const MAX_LINES = 10

/** Errors whose words are the program's, or are in order by now. */
const settled = new WeakSet()
let code: readonly string[] = []

/** Looks up from now on in this code what an error is about: the source of a function. */
export function setCode(source: string): void {
  code = source.split('\n')
}

/** Leaves the words of an error as they are: the program made it. */
export function keepWords(error: unknown): void {
  if (typeof error === 'object' && error !== null) settled.add(error)
}

/**
 * Says in an error that the interpreter made what went wrong, in words of the lab's. Never throws.
 */
export function betterWords(error: unknown): void {
  try {
    if (!(error instanceof Error) || settled.has(error)) return
    settled.add(error)
    const { message, stack = '' } = error
    const better = engineWords(message, originOf(stack))
    if (better === undefined) return
    Object.defineProperty(error, 'message', { value: better, writable: true, configurable: true })
    // As every other engine calls it.
    if (better === TOO_DEEP) Object.setPrototypeOf(error, RangeError.prototype)
  } catch {
    // It is none of the interpreter's own, as where a program froze it.
  }
}

/** A symbol by which an error has its words bettered, unseen, where a pattern catches it. */
export function caughtAsSymbol(): symbol {
  const caughtAs = Symbol('caughtAs')
  Object.defineProperty(Error.prototype, caughtAs, {
    get(this: unknown) {
      betterWords(this)
      return undefined
    },
  })
  return caughtAs
}

function originOf(stack: string): Origin {
  const frames = stack.split('\n').slice(0, MAX_FRAMES)
  const index = frames.findIndex((frame) => frame.includes(`(${PROGRAM_FILE}:`))
  const [, line, column] = /:(\d+):(\d+)\)/.exec(frames[index] ?? '') ?? []
  const called = index === 0 ? calledAt(Number(line), Number(column)) : null
  const inner = frames.slice(0, Math.max(0, index))
  const names = inner.map((frame) => /^\s*at ([\w$.#]+) \(/.exec(frame)?.[1])
  const within =
    names.filter((name) => name !== undefined && !ENTRIES.includes(name)).at(-1) ?? null
  const isNative = inner.every((frame) => !frame.includes(WORLD_FILE))
  return { within, isNative, called: called?.called ?? null, isNew: called?.isNew ?? false }
}

/** What is called by the bracket at a place, both from 1. */
function calledAt(line: number, column: number): Pick<Origin, 'called' | 'isNew'> | null {
  // The first line has a bracket before it that is none of the function's.
  const last = (code[line - 1] ?? '').slice(0, column - (line === 1 ? 2 : 1))
  const before = [...code.slice(Math.max(0, line - MAX_LINES), line - 1), last]
  const [, isNew, name = ''] = CALLED.exec(before.join('\n').slice(-MAX_CALLED)) ?? []
  const called = name
    .replace(/\s+/g, '')
    .replace(/^_corewise\d*\./, '')
    .replace(/\.call$/, '')
    .replace(/^\)/, '(…)')
  return called === '' || OWN.test(called) ? null : { called, isNew: isNew !== undefined }
}
