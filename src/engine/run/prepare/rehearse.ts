import { CpuMeter } from '../../measure/cpu/cpu-meter'
import type { HiddenThreads } from '../../measure/hidden-threads'
import { MemoryWatch } from '../../measure/machine/memory'
import type { Spec } from '../../spec/spec'
import type { KeptContender } from '../block/kept-contender'
import { compileEarly } from './quiet-runtime'
import { aborted, delayUnless } from '../wait-unless'

/** For how long fresh threads run alone first, for their memory to be seen. */
const ALONE_MS = 40
/** Between two looks. */
const LOOK_MS = 50
/** The most that threads rehearse together. */
const MOST_MS = 1_200

/** A part of a rehearsal. */
interface Part {
  /** Whether jobs hardly wait in it; else they wait as long as they do when they are measured. */
  readonly isHurried: boolean
  /** How much of the rehearsal it is. */
  readonly share: number
}

/**
 * Threads are parked after each part: what was compiled before jobs were first held is thrown away
 * then, and compiled anew. Jobs that hardly wait never let a loop sleep, so the code that waits for
 * a timer or an answer is rehearsed in the second part.
 */
const PARTS: readonly Part[] = [
  { isHurried: true, share: 0.6 },
  { isHurried: false, share: 0.4 },
]
/** What of a block's longest warm-up may go into it, for each that takes part. */
const MOST_SHARE = 0.4
/** Windows in which the runtime's helpers are to have little to do, one after the other. */
const QUIET_WINDOWS = 4
/** Cores that the helpers use at most where they have little to do. */
const MOST_HELPER_CORES = 0.05
/** Some jobs are seldom: none of theirs is compiled in the first moments. */
const LEAST_MS = 600

/**
 * Decides when jobs have been rehearsed: once the runtime's helpers, which compile what they run,
 * have little to do.
 */
export class Rehearsal {
  readonly #leastMs: number
  #quiet = 0

  /** @param share how much of a whole rehearsal this is */
  constructor(share = 1) {
    this.#leastMs = LEAST_MS * share
  }

  /**
   * Takes one window and says whether it was the last.
   *
   * @param helperCores cores that the helpers used in it; null where the system does not tell: then
   *   the time decides
   */
  isOverAfter(helperCores: number | null, elapsedMs: number): boolean {
    const isQuiet = helperCores !== null && helperCores <= MOST_HELPER_CORES
    this.#quiet = isQuiet ? this.#quiet + 1 : 0
    return elapsedMs >= this.#leastMs && this.#quiet >= QUIET_WINDOWS
  }
}

/**
 * Starts threads and has them all rehearse together until the runtime has compiled what they run;
 * then they are parked. Jobs hardly wait in the first part, because those that mostly wait come too
 * seldom for their code to be compiled in so short a time. Threads of which it is not known yet how
 * much memory they hold are started by themselves. Nothing of it is measured, so they may be in
 * each other's way. Ends early when the signal aborts, or a thread dies.
 */
export async function rehearse(
  all: readonly KeptContender[],
  { warmupMs }: Pick<Spec, 'warmupMs'>,
  signal: AbortSignal,
  hidden: HiddenThreads | null = null,
): Promise<void> {
  const death = new AbortController()
  const interrupted = AbortSignal.any([signal, death.signal])
  const over = aborted(interrupted)
  for (const kept of all) {
    const { heldBytes } = kept
    void kept.take().running.died.then(() => {
      death.abort()
    })
    if (heldBytes === null) await runAlone(kept, interrupted, over)
  }
  const limitMs = Math.min(MOST_MS, warmupMs * MOST_SHARE * all.length)
  for (const part of PARTS) {
    await Promise.all(all.map((kept) => goRehearsing(kept, part, interrupted, over)))
    const beganMs = performance.now()
    await untilCompiled(all, part.share, limitMs, interrupted, hidden?.tids ?? null)
    await Promise.all(all.map((kept) => kept.park(signal)))
    if (part.isHurried) continue
    const passedMs = performance.now() - beganMs
    for (const kept of all) kept.rehearsedMs = kept.keepsJobs ? passedMs : 0
  }
  for (const kept of all) kept.isRehearsed = kept.records.length > 0
}

/** Starts threads and lets them take up their jobs for a moment. */
async function runAlone(
  kept: KeptContender,
  interrupted: AbortSignal,
  over: Promise<void>,
): Promise<void> {
  const memory = new MemoryWatch()
  await Promise.race([kept.take().running.go(), over])
  await delayUnless(interrupted, ALONE_MS)
  if (interrupted.aborted) return
  await kept.park(interrupted)
  memory.sample()
  kept.heldBytes = memory.heldBytes
}

async function goRehearsing(
  kept: KeptContender,
  { isHurried }: Part,
  interrupted: AbortSignal,
  over: Promise<void>,
): Promise<void> {
  if (interrupted.aborted) return
  const { running, setup } = kept.take()
  await Promise.race([running.go(), over])
  if (isHurried) setup.control.rehearse()
}

async function untilCompiled(
  all: readonly KeptContender[],
  share: number,
  limitMs: number,
  interrupted: AbortSignal,
  hiddenTids: readonly number[] | null,
): Promise<void> {
  const meter = new CpuMeter(
    all.flatMap(({ records }) => [...records]),
    [],
    hiddenTids,
  )
  const rehearsal = new Rehearsal(share)
  const compileAsUsual = compileEarly()
  const begin = meter.read()
  for (let last = begin; !interrupted.aborted;) {
    await delayUnless(interrupted, LOOK_MS)
    const look = meter.read()
    const elapsedMs = (look.atNs - begin.atNs) / 1e6
    const helperCores =
      look.runtimeNs === null || last.runtimeNs === null
        ? null
        : (look.runtimeNs - last.runtimeNs) / (look.atNs - last.atNs)
    if (elapsedMs >= limitMs * share || rehearsal.isOverAfter(helperCores, elapsedMs)) break
    last = look
  }
  compileAsUsual()
}
