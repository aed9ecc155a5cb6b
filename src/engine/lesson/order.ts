import { z } from 'zod'
import type { ProgramLanguage, Recording } from '../recorder/recording/recording'
import { printedLines } from './observe'
import { shortText } from './observation'

/** A lesson whose lines can be put in order: those of one of its functions. */
export const orderSchema = z.strictObject({
  /** The coroutine function whose body is taken apart, by its name in each language. */
  python: shortText,
  typescript: shortText,
})
export type LessonOrder = z.infer<typeof orderSchema>

/** A program whose function has its lines out of order. */
export interface OrderPuzzle {
  readonly before: string
  /** The lines as they are to be shown, none of them in its place. */
  readonly lines: readonly string[]
  readonly after: string
}

/** What lines to be put in order are called. */
export const lineLetters = 'abcdefghijklmnopqrstuvwxyz'

/** A function that cannot be taken apart: it is not there, or has no two lines. */
class OrderError extends Error {
  override readonly name = 'OrderError'
}

const heads: Readonly<Record<ProgramLanguage, (name: string) => RegExp>> = {
  python: (name) => new RegExp(`^(async )?def ${name}\\(`),
  typescript: (name) => new RegExp(`^(export )?function\\*? ${name}[(<]`),
}

/**
 * Takes the body of a function apart into its lines; blank ones are left out.
 *
 * @throws OrderError where there is no such function at the left edge, or nothing to be ordered in
 *   it
 */
export function orderPuzzle(
  source: string,
  language: ProgramLanguage,
  order: LessonOrder,
): OrderPuzzle {
  const { before, body, after } = parted(source, language, order)
  return { before, lines: scattered(body), after }
}

/**
 * The places, from 0, of an `orderPuzzle`'s lines in the order that the program has them in.
 *
 * @throws OrderError as `orderPuzzle` does
 */
export function rightOrder(
  source: string,
  language: ProgramLanguage,
  order: LessonOrder,
): readonly number[] {
  const { body } = parted(source, language, order)
  const left: (string | null)[] = scattered(body)
  return body.map((line) => {
    const at = left.indexOf(line)
    left[at] = null
    return at
  })
}

/** A program around the lines of a function. */
interface Parted extends Pick<OrderPuzzle, 'before' | 'after'> {
  readonly body: readonly string[]
}

function parted(source: string, language: ProgramLanguage, order: LessonOrder): Parted {
  const all = source.split('\n')
  const name = order[language]
  const head = all.findIndex((line) => heads[language](name).test(line))
  const isInside = (line: string): boolean => line === '' || line.startsWith(' ')
  const length = all.slice(head + 1).findIndex((line) => !isInside(line))
  const body = all.slice(head + 1, head + 1 + length).filter((line) => line.trim() !== '')
  if (head < 0 || new Set(body).size < 2) {
    throw new OrderError(`the program has no function ${name} with two lines to be put in order`)
  }
  return {
    before: all.slice(0, head + 1).join('\n'),
    body,
    after: all.slice(head + 1 + length).join('\n'),
  }
}

/** The program with its lines in that order: `order` has places in `lines`, from 0. */
export function assembled({ before, lines, after }: OrderPuzzle, order: readonly number[]): string {
  const gap = after.startsWith('}') ? [] : ['', '']
  return [before, ...order.map((at) => lines[at] ?? ''), ...gap, after].join('\n')
}

/** Whether a program did what the lesson's own did: it printed the same lines, and took as long. */
export function didTheSame(recording: Recording, own: Recording): boolean {
  const endMs = ({ events }: Recording): number => Math.round(events.atMs.at(-1) ?? 0)
  const [lines, ownLines] = [printedLines(recording), printedLines(own)]
  return lines.join('\n') === ownLines.join('\n') && endMs(recording) === endMs(own)
}

/** The same for everybody, so that a room talks of one line by its letter. */
function scattered(lines: readonly string[]): string[] {
  const step = [5, 3, 7, 2].find((each) => gcd(each, lines.length) === 1) ?? 1
  return lines.map(
    (_, at) => lines[(at * step + Math.floor(lines.length / 2)) % lines.length] ?? '',
  )
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b)
}
