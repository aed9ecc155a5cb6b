// The interpreter's own words for what went wrong are short, and often leave out what it was about.
// What is told in their place says so, from the stack of calls and the program's code.

/** Where an error of the interpreter's was made. */
export interface Origin {
  /** What the program called that made it, such as `map` or `gather`; null where it did itself. */
  readonly within: string | null
  /** Whether that is a function of the language, which says nothing of itself. */
  readonly isNative: boolean
  /** What is called there, as it is written; null where that is not known. */
  readonly called: string | null
  readonly isNew: boolean
}

/** Told of calls that never come back. */
export const TOO_DEEP =
  'calls within calls went too deep: a function that calls itself must come to an end'

/** The interpreter's, where it has no memory left: a program is stopped then. */
export const OUT_OF_MEMORY = 'out of memory'

/** What programs in other places have by a name, and what to use instead. */
const absent: readonly (readonly [string, string])[] = [
  ['setTimeout setInterval setImmediate', 'use sleep, or getRunningLoop().callLater'],
  [
    'fetch XMLHttpRequest WebSocket EventSource',
    'programs are sealed off, without a network: let sleep and Queue stand for it',
  ],
  ['Worker SharedWorker', 'use toThread, or ThreadPool'],
  [
    'prompt confirm',
    'nobody can answer: put the value into the program, or take control(name, value)',
  ],
  ['alert', 'use print'],
  ['window document self localStorage navigator', 'programs are in no page'],
  ['process require module exports Buffer Deno Bun __dirname', 'programs are sealed off'],
  ['Intl', 'it is no part of this interpreter'],
]

function adviceOn(name: string): string {
  const found = absent.find(([names]) => names.split(' ').includes(name))
  return `'${name}' is not defined${found === undefined ? '' : `: ${found[1]}`}`
}

type Words = string | ((origin: Origin, first: string) => string)

/** The interpreter's words, and what to say for them; what stands in brackets is given to that. */
const table: readonly (readonly [RegExp, Words])[] = [
  [/^not a function$/, notFunction],
  [
    /^(.*?) ?is not a constructor$/,
    ({ called }, name) => `${name || (called ?? 'this')} is not a constructor`,
  ],
  [
    /^cannot read property 'Symbol\.iterator' of (.+)$/,
    ({ within }, value) => `${within === null ? '' : `${within}: `}${value} is not iterable`,
  ],
  [/^value is not iterable$/, wanted('a list, or something else that is iterable,')],
  [/^'(\w+)' is not defined$/, (_, name) => adviceOn(name)],
  [/^not an object$/, wanted('an object')],
  [/^cannot convert to object$/, wanted('an object, not null or undefined,')],
  [/^null or undefined are forbidden$/, wanted('an object, not null or undefined,')],
  [/^cannot (?:read|set) property of (.+)$/, (_, value) => `${value} has no properties`],
  [
    /^this is not initialized$/,
    'super() must be called before this is used and the constructor ends',
  ],
  [/^(.+) is not initialized$/, (_, name) => `'${name}' is used before it has a value`],
  [/^stack overflow$/, TOO_DEEP],
  [/^toPrimitive$/, 'an object cannot be made a text or a number'],
  [
    /^cannot convert bigint to number$/,
    'a BigInt and a number cannot be mixed: convert one of them',
  ],
  [/^cannot convert symbol to (.+)$/, (_, kind) => `a symbol cannot be made a ${kind}`],
  [/^invalid 'in' operand$/, 'what stands behind in must be an object'],
  [/^invalid 'instanceof' right operand$/, 'what stands behind instanceof must be a class'],
  [
    /^operand 'prototype' property is not an object$/,
    'what stands behind instanceof must be a class',
  ],
  [/^empty array$/, 'an empty list cannot be reduced without an initial value'],
  [/^circular reference$/, 'JSON cannot hold an object that contains itself'],
  [
    /^invalid array (?:index|length)$/,
    'a length must be a whole number from 0 up, and not too high',
  ],
  [/^out of bound$/, 'the offset is out of bounds'],
  [/^Date value is NaN$/, 'the date is not valid'],
  [/^expecting hex digit$/, 'the URI is malformed'],
  [/^promise self resolution$/, 'a promise cannot wait for itself'],
  [/^invalid brand on object$/, 'the object is not of the class of that private method'],
]

function notFunction(origin: Origin): string {
  const { called, isNew } = origin
  if (called !== null) return `${called} is not a ${isNew ? 'constructor' : 'function'}`
  return wanted('a function')(origin)
}

function wanted(what: string) {
  return ({ within }: Origin): string =>
    `${within === null ? '' : `${within}: `}${what} was expected`
}

/**
 * What is told in place of a message of the interpreter's; undefined where that one stands. What is
 * wrong with what a function of the language was given is told with the function.
 */
export function engineWords(message: string, origin: Origin): string | undefined {
  for (const [pattern, words] of table) {
    const [whole, first = ''] = pattern.exec(message) ?? []
    if (whole === undefined) continue
    return typeof words === 'string' ? words : words(origin, first)
  }
  const { within, isNative } = origin
  if (within === null || !isNative || message === OUT_OF_MEMORY) return undefined
  return message.includes(within) ? undefined : `${within}: ${message}`
}
