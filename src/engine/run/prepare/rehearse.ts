import { CpuMeter, helperCoresBetween } from '../../measure/cpu/cpu-meter'
import type { HiddenThreads } from '../../measure/hidden-threads'
import { MemoryWatch } from '../../measure/machine/memory'
import type { Spec } from '../../spec/spec'
import type { KeptContender } from '../block/kept-contender'
import { aborted, delayUnless } from '../wait-unless'

/** For how long fresh threads run alone first, for their memory to be seen. */
const ALONE_MS = 40
/** Between two readings of the helper threads. */
const READ_EVERY_MS = 50
/** The most that threads rehearse together. */
const MOST_MS = 1_500
/**
 * They are parked twice: what was compiled before jobs were first held is thrown away then, and
 * compiled anew. How much of the rehearsal comes before, and after.
 */
const SHARES = [0.7, 0.3] as const
/**
 * Each part ends as if it were measured, for so long. What was compiled knows no branch that was
 * never taken: it would be thrown away at the begin of the first block, and compiled anew in it.
 */
const MEASURED_MS = 60
/** What of a block's longest warm-up may go into it, for each that takes part. */
const MOST_SHARE = 0.4
/** Windows in which the runtime's helpers are to have little to do, one after the other. */
const QUIET_WINDOWS = 4
/** Cores that the helpers use at most where they have little to do. */
export const MOST_HELPER_CORES = 0.05
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
 * Starts threads, each contender's by itself, and has them all rehearse together until the runtime
 * has compiled what they run; then they are parked. Jobs hardly wait meanwhile, because those that
 * mostly wait come too seldom for their code to be compiled in so short a time. Nothing of it is
 * measured, so they may be in each other's way. Ends early when the signal aborts, or a thread
 * dies.
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
    void kept.take().running.died.then(() => {
      death.abort()
    })
    await runAlone(kept, interrupted, over)
  }
  const limitMs = Math.min(MOST_MS, warmupMs * MOST_SHARE * all.length)
  for (const share of SHARES) {
    await Promise.all(all.map((kept) => goRehearsing(kept, interrupted, over)))
    await untilCompiled(all, share, limitMs, interrupted, hidden?.tids ?? null)
    await seemMeasured(all, interrupted)
    await Promise.all(all.map((kept) => kept.park(signal)))
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
  interrupted: AbortSignal,
  over: Promise<void>,
): Promise<void> {
  if (interrupted.aborted) return
  const { running, setup } = kept.take()
  await Promise.race([running.go(), over])
  setup.control.rehearse()
}

async function seemMeasured(
  all: readonly KeptContender[],
  interrupted: AbortSignal,
): Promise<void> {
  // Threads that are gone by then would be started anew.
  if (interrupted.aborted) return
  for (const kept of all) kept.take().setup.control.startMeasuring()
  await delayUnless(interrupted, MEASURED_MS)
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
  const begin = meter.read()
  for (let last = begin; !interrupted.aborted;) {
    await delayUnless(interrupted, READ_EVERY_MS)
    const reading = meter.read()
    const elapsedMs = (reading.atNs - begin.atNs) / 1e6
    const isOver = rehearsal.isOverAfter(helperCoresBetween(last, reading), elapsedMs)
    if (isOver || elapsedMs >= limitMs * share) return
    last = reading
  }
}
