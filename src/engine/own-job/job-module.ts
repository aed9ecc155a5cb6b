import { jobVariants } from '../contender/job-variant'
import type { Coroutine } from '../loop'

/** Most inputs that a job may have; each job of the plan takes one, in turn. */
const MOST_INPUTS = 100_000

/** What a job file exports, as far as the lab uses it. */
export interface JobModule {
  /** What jobs are given, in turn; one that has none is given undefined. */
  readonly inputs: readonly unknown[]
  readonly variants: {
    readonly blocking?: (input: unknown) => unknown
    readonly job?: (input: unknown) => Promise<unknown>
    readonly coroutine?: (input: unknown) => Coroutine<unknown>
  }
  /** Called once in every thread before its first job. */
  readonly before: () => Promise<void>
  /** Called once in every thread after its last. */
  readonly after: () => Promise<void>
}

/** A job file that exports what cannot be used; the message is for a person. */
export class JobExportError extends Error {
  override readonly name = 'JobExportError'
}

/** What must be a function where it is exported, in the order in which it is looked at. */
const functions = [...jobVariants, 'before', 'after'] as const

/**
 * The job that a module's exports make, its inputs drawn from the seed where they are a function.
 * What a default export holds counts as exported, and what is exported by name comes first.
 *
 * @throws JobExportError where there is no variant, or one of the names is something else
 * @throws what the function of inputs throws
 */
export async function jobModuleOf(
  exports: Readonly<Record<string, unknown>>,
  seed: number,
): Promise<JobModule> {
  const { default: whole } = exports
  const found: Record<string, unknown> =
    typeof whole === 'object' && whole !== null ? { ...whole, ...exports } : { ...exports }
  const has = (name: string): boolean => found[name] !== undefined
  if (!jobVariants.some(has)) throw new JobExportError(nothingOfUse(found))
  for (const name of functions) {
    if (!has(name) || typeof found[name] === 'function') continue
    throw new JobExportError(`\`${name}\` is ${kindOf(found[name])}, expected a function`)
  }
  const { blocking, job, coroutine, before, after } = found as Partial<Record<string, Callable>>
  if (coroutine !== undefined) assertKind('coroutine', coroutine, ['GeneratorFunction'])
  if (job !== undefined) assertKind('job', job, ['AsyncFunction', 'Function'])
  if (blocking !== undefined) assertKind('blocking', blocking, ['Function'])
  return {
    inputs: await inputsOf(found.inputs, seed),
    variants: {
      ...(blocking === undefined ? {} : { blocking }),
      ...(job === undefined ? {} : { job: (input) => Promise.resolve(job(input)) }),
      ...(coroutine === undefined
        ? {}
        : { coroutine: coroutine as NonNullable<JobModule['variants']['coroutine']> }),
    },
    before: async () => {
      await before?.()
    },
    after: async () => {
      await after?.()
    },
  }
}

type Callable = (...args: unknown[]) => unknown

async function inputsOf(given: unknown, seed: number): Promise<readonly unknown[]> {
  if (given === undefined) return [undefined]
  const listed: unknown = typeof given === 'function' ? await (given as Callable)(seed) : given
  if (!isIterable(listed)) {
    throw new JobExportError(
      `\`inputs\` ${typeof given === 'function' ? 'gives' : 'is'} ${kindOf(listed)}, expected a list`,
    )
  }
  const inputs: unknown[] = []
  for (const input of listed) {
    if (inputs.length >= MOST_INPUTS) {
      throw new JobExportError(
        `\`inputs\` has more than ${MOST_INPUTS.toLocaleString('en')} entries; give fewer, jobs take them in turn`,
      )
    }
    inputs.push(input)
  }
  if (inputs.length === 0) {
    throw new JobExportError('`inputs` is empty, expected a list with at least one input')
  }
  return inputs
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

/** What a kind of function is called, and what it is for. */
const functionKinds: Readonly<Record<string, string>> = {
  Function: 'is a function without a star, expected `function*`',
  GeneratorFunction: 'is a generator function, which only `coroutine` may be: take out its star',
  AsyncFunction: 'is an async function: export it as `job`',
  AsyncGeneratorFunction: 'is an async generator, which nothing here runs: take out its star',
}

/** A function of another kind would give what nobody runs, or awaits. */
function assertKind(name: string, value: Callable, kinds: readonly string[]): void {
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1)
  const fault = functionKinds[kind]
  if (fault !== undefined && !kinds.includes(kind)) {
    throw new JobExportError(`\`${name}\` ${fault}`)
  }
}

function nothingOfUse(found: Readonly<Record<string, unknown>>): string {
  const others = Object.keys(found).filter((name) => name !== 'default')
  const exported =
    others.length === 0
      ? 'nothing'
      : others
          .map((name) => `\`${name}\``)
          .slice(0, 8)
          .join(', ')
  return `it exports ${exported}; a job file exports \`blocking(input)\`, \`async job(input)\` or \`*coroutine(input)\``
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  const type = typeof value
  return type === 'object' ? 'an object' : type === 'function' ? 'a function' : `a ${type}`
}
