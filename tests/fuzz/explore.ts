import { writeSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { inspect } from 'node:util'
import { inFolder, kinds, type Kind } from './kinds'
import { damage, mutate } from './mutate'
import { Random, seedOf } from './random'

/** What a schema library says of itself; no person should read it. */
const RAW_WORDS =
  /Invalid (input|option|string|key|union|ISO)|Unrecognized key|Too (big|small)|received (undefined|number|string|null|object|array)|is not iterable|is not a function|Cannot read prop|Maximum call stack|Invalid array length|undefined is not/
/** Errors that the lab means. */
const MEANT = new Set(['InputError', 'OutputError', 'LabFault', 'LessonError', 'SourceError'])
/** What the process may grow by for one input. */
const MOST_GROWTH_BYTES = 1_200_000_000
/** Changes of one input at most. */
export const MOST_CHANGES = 4

/** An input, and how it came about in words. */
export interface Input {
  readonly text: string
  readonly changes: readonly string[]
}

/** The input of that number; of its changes only those that are in `kept`, or all. */
export async function inputOf(
  name: string,
  seed: number,
  index: number,
  kept: readonly number[] | null,
): Promise<Input> {
  const kind = kindOf(name)
  const random = new Random(seedOf(seed, name, index))
  let value = random.pick(await basesOf(name))
  const changes: string[] = []
  const count = 1 + random.below(MOST_CHANGES - 1)
  for (let change = 0; change < count; change += 1) {
    const mutated = mutate(value, new Random(seedOf(seed, name, index, change)))
    if (kept !== null && !kept.includes(change)) continue
    value = mutated.value
    changes.push(mutated.what)
  }
  if (kind.mend !== undefined && random.isLucky(0.8)) value = kind.mend(value)
  let text = JSON.stringify(value)
  const isDamaged = name !== 'contract' && random.isLucky(0.1)
  if (isDamaged && (kept === null || kept.includes(count))) {
    const damaged = damage(text, new Random(seedOf(seed, name, index, 'damage')))
    text = damaged.text
    changes.push(damaged.what)
  }
  return { text, changes }
}

const known = new Map<string, Promise<readonly unknown[]>>()

function basesOf(name: string): Promise<readonly unknown[]> {
  const bases = known.get(name) ?? kindOf(name).bases()
  known.set(name, bases)
  return bases
}

function kindOf(name: string): Kind {
  const kind = kinds[name]
  if (kind === undefined)
    throw new Error(`there is no kind "${name}": ${Object.keys(kinds).join(', ')}`)
  return kind
}

let stray: unknown = null

/** What is wrong with how the lab takes an input, in words; null for nothing. */
async function faultOf(kind: Kind, { text }: Input): Promise<string | null> {
  stray = null
  const before = process.memoryUsage().rss
  let fault: string | null = null
  try {
    await inFolder((folder) => kind.exercise(text, folder))
  } catch (error) {
    fault = unmeant(error)
  }
  // Rejections that nobody waits for are told in the next iteration.
  await setImmediate()
  if (fault !== null) return fault
  if (stray !== null) return `a stray rejection: ${inspect(stray)}`
  const grown = process.memoryUsage().rss - before
  return grown > MOST_GROWTH_BYTES ? `${Math.round(grown / 1e6)} MB of memory` : null
}

function unmeant(error: unknown): string | null {
  if (!(error instanceof Error)) return `something thrown that is no error: ${String(error)}`
  if (!MEANT.has(error.name)) return error.stack ?? String(error)
  const raw = RAW_WORDS.exec(error.message)
  return raw === null ? null : `words that are not the lab's, "${raw[0]}": ${error.message}`
}

/** What is to be tried: inputs of a kind, from one number up to another. */
export interface Order {
  readonly kind: string
  readonly seed: number
  readonly from: number
  readonly to: number
  /** Of each input only these changes; null for all. */
  readonly kept: readonly number[] | null
}

/**
 * What is written of each input before and after it, as a process may end in it, and of each order.
 */
export type Line =
  | { readonly begun: number }
  | { readonly done: number; readonly fault: string | null }
  | { readonly over: true }

/**
 * Does orders, one a line, and writes on standard output which input is tried and what is wrong.
 */
export async function explore(orders: AsyncIterable<string>): Promise<void> {
  process.on('unhandledRejection', (reason) => {
    stray = reason
  })
  for await (const text of orders) {
    const { kind: name, seed, from, to, kept } = JSON.parse(text) as Order
    const kind = kindOf(name)
    for (let index = from; index < to; index += 1) {
      tell({ begun: index })
      tell({ done: index, fault: await faultOf(kind, await inputOf(name, seed, index, kept)) })
    }
    tell({ over: true })
  }
}

function tell(line: Line): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}
