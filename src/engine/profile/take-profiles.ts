import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadCounts } from '../analysis/thread-counts'
import { runtimeOf, type ContenderName } from '../contender'
import { Control } from '../measure/control'
import { now } from '../measure/now'
import { delayUnless } from '../run/wait-unless'
import { blockSpecOf } from '../spec/spec'
import type { ContenderSetup, RunningContender } from '../thread/start/running-contender'
import { startables } from '../thread/start/start-contender'
import { writtenFile, type WrittenProfile } from '../thread/thread-profile'
import { MOST_PROFILED_WORKERS } from '../thread/worker-context'
import { filesOf } from '../workload/list-files'
import { makePlan } from '../workload/make-plan'
import { between, cpuProfileSchema } from './cpu-profile'
import type {
  LeftOut,
  ProfileOrder,
  ProfileProgress,
  TakenProfiles,
  ThreadCpuProfile,
} from './profile-message'

/** A job that blocks its thread for longer has no profile. Milliseconds. */
const PARK_LIMIT_MS = 2_000

/** Where progress goes, and what may end it early. */
export interface ProfileOptions {
  readonly report: (progress: ProfileProgress) => void
  readonly signal: AbortSignal
}

/**
 * Runs the contenders of a run once more, one after the other, on the same jobs, while V8 samples
 * what each of their threads executes. Sampling slows them down, so nothing is measured here. What
 * was sampled before the signal aborts is given.
 *
 * @throws Refusal where the spec's folder cannot be read
 */
export async function takeProfiles(
  order: ProfileOrder,
  { report, signal }: ProfileOptions,
): Promise<TakenProfiles> {
  const { spec, contenders, roundsPerMs, environment, engineFolder, httpPort, folder } = order
  const plan = makePlan(spec, { roundsPerMs, files: filesOf(spec.workload) })
  const threads: ThreadCpuProfile[] = []
  const leftOut: LeftOut[] = []
  for (const [index, contender] of contenders.entries()) {
    if (signal.aborted) break
    report({ kind: 'profiling', contender, index, count: contenders.length })
    if (runtimeOf(contender) === 'python') {
      leftOut.push({ contender, thread: null, why: NO_PYTHON })
      continue
    }
    const profileFolder = join(folder, contender)
    mkdirSync(profileFolder)
    const setup: ContenderSetup = {
      spec: blockSpecOf(spec),
      plan,
      control: Control.allocate(),
      loops: threadCounts(spec, environment).loops,
      engineFolder,
      httpPort,
      python: null,
      profileFolder,
    }
    const running = startables[contender].start(setup)
    const died = running.died.then((error) => error.message)
    const window = await Promise.race([passed(order, setup.control, running, signal), died])
    await running.stop()
    if (typeof window === 'string') leftOut.push({ contender, thread: null, why: window })
    else if (window !== null) {
      const taken = readProfiles(contender, running, profileFolder, window)
      threads.push(...taken.threads)
      leftOut.push(...taken.leftOut)
    }
  }
  return { threads, leftOut }
}

/**
 * cProfile, which Python has, traces every call: it would show another program than was measured.
 */
const NO_PYTHON =
  'Python’s own profiler, cProfile, traces every call and samples nothing, so none is taken'

/** When what is to be seen began and ended, in nanoseconds of `now`. */
interface Window {
  readonly beganNs: number
  readonly endedNs: number
}

/** Runs jobs, first to warm up. Null where it was cancelled before there was anything to see. */
async function passed(
  { warmUpMs, profiledMs }: ProfileOrder,
  control: Control,
  running: RunningContender,
  signal: AbortSignal,
): Promise<Window | null> {
  await running.go()
  await delayUnless(signal, warmUpMs)
  if (signal.aborted) return null
  control.startMeasuring()
  const beganNs = now()
  await delayUnless(signal, profiledMs)
  control.park()
  const endedNs = now()
  await Promise.race([running.park(), delayUnless(signal, PARK_LIMIT_MS)])
  return { beganNs, endedNs }
}

function readProfiles(
  contender: ContenderName,
  { records }: RunningContender,
  folder: string,
  { beganNs, endedNs }: Window,
): TakenProfiles {
  const threads: ThreadCpuProfile[] = []
  const leftOut: LeftOut[] = []
  const workers = records.filter(({ name }) => name.startsWith('worker '))
  const unsampled = workers.slice(MOST_PROFILED_WORKERS)
  if (unsampled.length > 0) {
    const why = `the other ${unsampled.length} of ${workers.length} workers do the same, so none is taken`
    leftOut.push({ contender, thread: null, why })
  }
  for (const { name: thread } of records) {
    if (unsampled.some(({ name }) => name === thread)) continue
    try {
      const file = writtenFile(folder, thread)
      const written = JSON.parse(readFileSync(file, 'utf8')) as WrittenProfile
      const profile = cpuProfileSchema.parse(written.profile)
      // The profiler's clock may begin elsewhere than ours.
      const at = (ns: number): number => profile.startTime + (ns - written.beganNs) / 1_000
      threads.push({ contender, thread, profile: between(profile, at(beganNs), at(endedNs)) })
    } catch {
      leftOut.push({ contender, thread, why: 'its job kept the thread past the end' })
    }
  }
  return { threads, leftOut }
}
