import type { JobVariant } from '../contender/job-variant'
import { createTask, gather, run, type Coroutine } from '../loop'
import { readTaskTimes } from '../measure/cpu/linux-task'
import { currentThreadId } from '../measure/cpu/own-thread'
import { now } from '../measure/now'
import { JobExportError, type JobModule } from './job-module'
import type { JobCost } from './trial'

/** A variant is tried alone for about as long, half of it to get warm. */
const TRIAL_MS = 1_000

/** However long a job takes, it is timed so often. */
const LEAST_TIMED = 3

/** What is timed is looked at in so many parts, to tell how far they come apart. */
const PARTS = 5

/** A job that awaits leaves the loop idle; one that does for less of its wait holds it. */
const LEAST_IDLE_SHARE = 0.5

/** Jobs that wait less are taken as they come alone. */
const LEAST_WAIT_MS = 0.2

/** No more jobs are tried at once, and no job is taken to compute less. */
const MOST_AT_ONCE = 64
const LEAST_CPU_MS = 0.05

/**
 * Runs one job of a variant to its end.
 *
 * @throws JobExportError where `blocking` gives a promise: threads that block would not await it
 */
export function perform(
  { variants }: JobModule,
  variant: JobVariant,
  input: unknown,
): Promise<unknown> {
  const { blocking, job, coroutine } = variants
  if (variant === 'coroutine' && coroutine !== undefined) return run(coroutine(input))
  if (variant === 'job' && job !== undefined) return job(input)
  const value = blocking?.(input)
  if (isThenable(value)) {
    throw new JobExportError('`blocking` gives a promise, so it does not block: export it as `job`')
  }
  return Promise.resolve(value)
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'then' in value
}

/**
 * What a job of a variant takes. Its time is that of jobs one after the other. Of one that waits, a
 * thread that slept and wakes up computes too, which is no part of the job: a loop is seen with as
 * many at once as keep it busy, and of a thread that blocks an empty wait of that length is taken
 * off.
 *
 * @param begin is called before each job, with its input's place and whether that is being timed
 */
export async function costOf(
  job: JobModule,
  variant: JobVariant,
  begin: (input: number, isTimed: boolean) => void,
): Promise<JobCost> {
  let next = 0
  const nextInput = (isTimed: boolean): unknown => {
    const place = next
    next = (next + 1) % job.inputs.length
    begin(place, isTimed)
    return job.inputs[place]
  }
  const alone = (isTimed: boolean) =>
    timed(TRIAL_MS / 2, () => perform(job, variant, nextInput(isTimed)))
  await alone(false)
  const { cpuMs, passedMs, idleMs, apart } = await alone(true)
  const waitMs = passedMs - cpuMs
  if (waitMs < LEAST_WAIT_MS) return { cpuMs, waitMs: Math.max(0, waitMs), apart }
  const computing =
    variant === 'blocking'
      ? Math.max(0, cpuMs - (await emptyWaitMs(waitMs)))
      : await busyCpuMs(job, variant, atOnce(waitMs, cpuMs), () => nextInput(true))
  // Where the system does not tell for how long a thread had no core, that may be all of it.
  const holdsLoop = variant !== 'blocking' && runQueueNs() > 0 && idleMs < waitMs * LEAST_IDLE_SHARE
  return { cpuMs: computing, waitMs: Math.max(0, passedMs - computing), apart, holdsLoop }
}

/** What calls took in the mean, in milliseconds of each. */
interface Timed {
  readonly cpuMs: number
  readonly passedMs: number
  /** For how long the thread's event loop waited for something to do. */
  readonly idleMs: number
  readonly apart: number
}

/**
 * Calls one after the other for so long. That others had the cores meanwhile is no time of theirs.
 */
async function timed(limitMs: number, call: () => Promise<unknown> | undefined): Promise<Timed> {
  const beganNs = now()
  const began = performance.eventLoopUtilization()
  const parts: { calls: number; cpuMs: number; passedMs: number }[] = []
  let calls = 0
  while (calls < LEAST_TIMED || now() - beganNs < limitMs * 1e6) {
    const partNs = now()
    const cpu = process.cpuUsage()
    const queuedNs = runQueueNs()
    const before = calls
    do {
      await call()
      calls += 1
    } while (now() - partNs < (limitMs / PARTS) * 1e6)
    const passedNs = now() - partNs - (runQueueNs() - queuedNs)
    parts.push({ calls: calls - before, cpuMs: cpuSince(cpu), passedMs: passedNs / 1e6 })
  }
  const sum = (of: 'cpuMs' | 'passedMs'): number => parts.reduce((all, part) => all + part[of], 0)
  const passedMs = sum('passedMs') / calls
  const deviations = parts.map((part) => Math.abs(part.passedMs / part.calls / passedMs - 1))
  const idleMs = performance.eventLoopUtilization(began).idle / calls
  return { cpuMs: sum('cpuMs') / calls, passedMs, idleMs, apart: Math.max(...deviations) }
}

/** For how long the calling thread could have run and had no core; 0 where that is not told. */
function runQueueNs(): number {
  const tid = currentThreadId()
  return (tid === null ? null : readTaskTimes(tid)?.runQueueNs) ?? 0
}

function cpuSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin)
  return (user + system) / 1_000
}

/** So many jobs keep one thread busy. */
function atOnce(waitMs: number, cpuMs: number): number {
  return Math.min(MOST_AT_ONCE, 1 + Math.ceil(waitMs / Math.max(LEAST_CPU_MS, cpuMs)))
}

/** What a thread computes to block for so long and to wake up. */
async function emptyWaitMs(waitMs: number): Promise<number> {
  const cell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const { cpuMs } = await timed(TRIAL_MS / 4, () => {
    Atomics.wait(cell, 0, 0, waitMs)
    return undefined
  })
  return cpuMs
}

/** What a job computes while so many are in flight. */
async function busyCpuMs(
  { variants }: JobModule,
  variant: 'job' | 'coroutine',
  inFlight: number,
  nextInput: () => unknown,
): Promise<number> {
  const { job, coroutine } = variants
  const untilNs = now() + (TRIAL_MS / 2) * 1e6
  let jobs = 0
  const isOver = (): boolean => now() >= untilNs
  const clients = <Client>(client: () => Client): Client[] =>
    Array.from({ length: inFlight }, client)
  const cpu = process.cpuUsage()
  if (variant === 'job' && job !== undefined) {
    const client = async (): Promise<void> => {
      do {
        await job(nextInput())
        jobs += 1
      } while (!isOver())
    }
    await Promise.all(clients(client))
  } else if (coroutine !== undefined) {
    const client = function* (): Coroutine<void> {
      do {
        yield* coroutine(nextInput())
        jobs += 1
      } while (!isOver())
    }
    const all = function* (): Coroutine<void> {
      yield* gather(clients(() => createTask(client())))
    }
    await run(all())
  }
  return cpuSince(cpu) / Math.max(1, jobs)
}
