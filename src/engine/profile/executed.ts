import { milliseconds, type Milliseconds } from '../measure/statistics/quantity'
import { parentsOf, type CpuProfile, type ProfileNode } from './cpu-profile'

/** Whose code a function is: a person's own job's, the lab's, a package's, or the runtime's. */
export type CodeOwner = 'job' | 'lab' | 'package' | 'runtime'

/** A function that was executed. */
export interface ExecutedFunction {
  /** "(anonymous)" where it has none. */
  readonly name: string
  /** "my-job.ts:12"; empty for what the runtime does by itself. */
  readonly place: string
  readonly owner: CodeOwner
}

/** A stretch of time in which a thread was in one call of a function, or below it. */
export interface ExecutedSpan extends ExecutedFunction {
  readonly fromMs: Milliseconds
  readonly toMs: Milliseconds
  readonly within: readonly ExecutedSpan[]
}

/** How long a thread was in a function, in all. */
export interface ExecutedTime extends ExecutedFunction {
  /** In its own code. */
  readonly selfMs: Milliseconds
  /** And in all that it called. */
  readonly totalMs: Milliseconds
}

/** What V8 calls the time in which a thread waits for something to do. */
const IDLE = '(idle)'

/** For how long the profile went on. */
export function lengthOf({ startTime, endTime }: CpuProfile): Milliseconds {
  return milliseconds((endTime - startTime) / 1_000)
}

/**
 * What a thread executed, as it went on: spans of the outermost functions, each with what it
 * called. Samples that follow each other are taken for the same call. Where the thread was idle
 * there is none.
 *
 * @param job the file of a person's own job; null where there is none
 */
export function spansOf(profile: CpuProfile, job: string | null): ExecutedSpan[] {
  const reader = new ProfileReader(profile, job)
  const outermost: OpenSpan[] = []
  let open: OpenSpan[] = []
  for (const { stack, fromMs, toMs } of reader.samples()) {
    const changedAt = stack.findIndex((id, depth) => open[depth]?.id !== id)
    const same = changedAt < 0 ? stack.length : changedAt
    open = open.slice(0, same)
    for (const id of stack.slice(same)) {
      const span: OpenSpan = { id, ...reader.functionOf(id), fromMs, toMs, within: [] }
      ;(open.at(-1)?.within ?? outermost).push(span)
      open.push(span)
    }
    for (const span of open) span.toMs = toMs
  }
  return outermost
}

/** The functions in which a thread was longest, by their own time; idle time is none. */
export function longest(profile: CpuProfile, job: string | null, most: number): ExecutedTime[] {
  const reader = new ProfileReader(profile, job)
  const times = new Map<string, { of: ExecutedFunction; selfMs: number; totalMs: number }>()
  const timeOf = (id: number) => {
    const of = reader.functionOf(id)
    const key = `${of.name} ${of.place}`
    const time = times.get(key) ?? { of, selfMs: 0, totalMs: 0 }
    times.set(key, time)
    return time
  }
  for (const { stack, fromMs, toMs } of reader.samples()) {
    const innermost = stack.at(-1)
    if (innermost === undefined) continue
    timeOf(innermost).selfMs += toMs - fromMs
    // One that calls itself is in the stack more than once.
    for (const time of new Set(stack.map(timeOf))) time.totalMs += toMs - fromMs
  }
  return [...times.values()]
    .sort((a, b) => b.selfMs - a.selfMs)
    .slice(0, most)
    .map(({ of, selfMs, totalMs }) => ({
      ...of,
      selfMs: milliseconds(selfMs),
      totalMs: milliseconds(totalMs),
    }))
}

/** For how long a thread waited for something to do. */
export function idleMs(profile: CpuProfile): Milliseconds {
  let ms = 0
  for (const { stack, fromMs, toMs } of new ProfileReader(profile, null).samples()) {
    if (stack.length === 0) ms += toMs - fromMs
  }
  return milliseconds(ms)
}

interface OpenSpan extends ExecutedFunction {
  readonly id: number
  readonly fromMs: Milliseconds
  toMs: Milliseconds
  readonly within: OpenSpan[]
}

/**
 * A sample: the functions that were under way, from the outermost; none where the thread was idle.
 */
interface Sample {
  readonly stack: readonly number[]
  readonly fromMs: Milliseconds
  readonly toMs: Milliseconds
}

/** A profile whose functions are looked up. */
class ProfileReader {
  readonly #profile: CpuProfile
  readonly #job: string | null
  readonly #nodes: ReadonlyMap<number, ProfileNode>
  readonly #parents: ReadonlyMap<number, number>
  readonly #stacks = new Map<number, readonly number[]>()

  constructor(profile: CpuProfile, job: string | null) {
    this.#profile = profile
    this.#job = job
    this.#nodes = new Map(profile.nodes.map((node) => [node.id, node]))
    this.#parents = parentsOf(profile.nodes)
  }

  /** Each until the next one; times are since the profile began. */
  *samples(): Generator<Sample> {
    const { samples, timeDeltas, startTime, endTime } = this.#profile
    const length = (endTime - startTime) / 1_000
    let atMs = 0
    for (const [index, id] of samples.entries()) {
      atMs = Math.min(length, Math.max(0, atMs + (timeDeltas[index] ?? 0) / 1_000))
      const nextMs = atMs + (timeDeltas[index + 1] ?? Infinity) / 1_000
      const toMs = milliseconds(Math.min(length, Math.max(atMs, nextMs)))
      yield { stack: this.#stackOf(id), fromMs: milliseconds(atMs), toMs }
    }
  }

  functionOf(id: number): ExecutedFunction {
    const {
      functionName: name = '',
      url = '',
      lineNumber = -1,
    } = this.#nodes.get(id)?.callFrame ?? {}
    const file = pathOf(url)
    const line = lineNumber < 0 ? '' : `:${lineNumber + 1}`
    return {
      name: name === '' ? '(anonymous)' : name,
      place: file === '' ? '' : `${shortPath(file)}${line}`,
      owner: this.#ownerOf(file),
    }
  }

  #ownerOf(file: string): CodeOwner {
    if (file === '' || file.startsWith('node:')) return 'runtime'
    if (/[\\/]node_modules[\\/]/.test(file)) return 'package'
    if (/[\\/]out[\\/]main[\\/]/.test(file)) return 'lab'
    return this.#job === null ? 'lab' : 'job'
  }

  /** Without the root, which every stack has. */
  #stackOf(id: number): readonly number[] {
    const known = this.#stacks.get(id)
    if (known !== undefined) return known
    const stack: number[] = []
    const seen = new Set<number>()
    // A file that somebody changed can call in a circle.
    for (let at: number | undefined = id; at !== undefined && !seen.has(at);) {
      seen.add(at)
      stack.unshift(at)
      at = this.#parents.get(at)
    }
    const isIdle = this.#nodes.get(id)?.callFrame.functionName === IDLE
    const found = isIdle ? [] : stack.slice(1)
    this.#stacks.set(id, found)
    return found
  }
}

function pathOf(url: string): string {
  if (!url.startsWith('file://')) return url
  try {
    return decodeURIComponent(url.slice('file://'.length))
  } catch {
    return url
  }
}

/** The name of a file; of one in a package, from the package on. */
function shortPath(path: string): string {
  const inPackage = path.split(/[\\/]node_modules[\\/]/).slice(1)
  return inPackage.at(-1) ?? path.split(/[\\/]/).at(-1) ?? path
}
