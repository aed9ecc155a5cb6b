import { async } from './async'
import type { JobVariant } from './job-variant'
import { runtimes, type ThreadCounts, type Contender, type Runtime } from './contender'
import { eventLoop } from './event-loop'
import { loopAndPool } from './loop-and-pool'
import { loopPerCore } from './loop-per-core'
import { pythonAsyncio } from './python-asyncio'
import { pythonProcesses } from './python-processes'
import { pythonThreads } from './python-threads'
import { sequential } from './sequential'
import { threadPerJob } from './thread-per-job'
import { threadPool } from './thread-pool'

export {
  runtimes,
  runtimeTitles,
  type Contender,
  type Marker,
  type Runtime,
  type ThreadCounts,
} from './contender'
export { MOST_THREADS_FOR_JOBS, THREAD_BYTES, threadsForJobs } from './thread-per-job'

/** Every contender, in the order in which tables and charts list them. */
const inOrder = [
  sequential,
  eventLoop,
  async,
  threadPool,
  loopPerCore,
  threadPerJob,
  loopAndPool,
  pythonAsyncio,
  pythonThreads,
  pythonProcesses,
] as const

export type ContenderName = (typeof inOrder)[number]['name']

/** The names of all contenders, in their order. */
export const contenderNames = inOrder.map(({ name }) => name) as [ContenderName, ...ContenderName[]]

/** All contenders by name. */
export const contenders = Object.fromEntries(
  inOrder.map((contender) => [contender.name, contender]),
) as Readonly<Record<ContenderName, Contender<ContenderName>>>

/** The names of those that a preset has, in their order. */
export const defaultContenders = contenderNames.filter((name) => contenders[name].isDefault)

/** What a contender is called within a sentence: "event loop". */
export function titleOf(name: ContenderName): string {
  return contenders[name].title
}

/** A contender as the subject of a sentence, with its number of threads: "8 threads". */
export function subjectOf(name: ContenderName, counts: ThreadCounts): string {
  return contenders[name].subject(threadsOf(name, counts))
}

/** What runs a contender. */
export function runtimeOf(name: ContenderName): Runtime {
  return contenders[name].runtime
}

/** The contenders that run on a runtime, in their order. */
export function contendersOn(runtime: Runtime): ContenderName[] {
  return contenderNames.filter((name) => runtimeOf(name) === runtime)
}

/** Contenders of one runtime, which are compared; those of another stand apart. */
export interface RuntimeGroup<T> {
  readonly runtime: Runtime
  readonly those: readonly T[]
}

/** What belongs to contenders, by their runtime, in the order in which it came. */
export function byRuntime<T extends { readonly name: ContenderName }>(
  all: readonly T[],
): RuntimeGroup<T>[] {
  return runtimes
    .map((runtime) => ({ runtime, those: all.filter(({ name }) => runtimeOf(name) === runtime) }))
    .filter(({ those }) => those.length > 0)
}

/** Whether the number of a contender's threads is the spec's number of workers. */
export function hasWorkers(name: ContenderName): boolean {
  return contenders[name].threads === 'workers'
}

/** A person's own job: its file, and the variants that are in it. */
export interface OwnJob {
  readonly file: string
  readonly variants: readonly JobVariant[]
}

/** Which of a job's variants a contender runs; null where it can run none of them. */
export function variantFor(name: ContenderName, { file, variants }: OwnJob): JobVariant | null {
  if (runtimeOf(name) !== runtimeOfJob(file)) return null
  return contenders[name].runs.find((variant) => variants.includes(variant)) ?? null
}

/** What runs a job file, by its name. */
export function runtimeOfJob(file: string): Runtime {
  return /\.py$/i.test(file) ? 'python' : 'node'
}

/**
 * Whether a contender leaves to the runtime's hidden threads what they can compute: one that does
 * not block, and has no workers of its own for it.
 */
export function usesHiddenThreads(name: ContenderName): boolean {
  const { waits, thread } = contenders[name]
  return waits === 'cooperatively' && thread !== 'loop-and-pool'
}

/** How many threads run a contender's jobs. */
export function threadsOf(name: ContenderName, counts: ThreadCounts): number {
  const { threads } = contenders[name]
  return threads === 'one' ? 1 : counts[threads]
}
