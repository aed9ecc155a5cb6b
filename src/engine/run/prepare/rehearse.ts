import { CpuMeter } from '../../measure/cpu/cpu-meter'
import { MemoryWatch } from '../../measure/machine/memory'
import type { Spec } from '../../spec/spec'
import type { KeptContender } from '../block/kept-contender'
import { Rehearsal } from './rehearsal'
import { aborted, delayUnless } from '../wait-unless'

/** For how long fresh threads run alone first, for their memory to be seen. */
const ALONE_MS = 100
/** Between two looks. */
const LOOK_MS = 50
/** The most that threads rehearse together. */
const MOST_MS = 2_000
/** What of a block's longest warm-up may go into it, for each that takes part. */
const MOST_SHARE = 0.4

/**
 * Starts threads, each contender's by itself, and has them all rehearse together until the runtime
 * has compiled what they run; then they are parked. Jobs hardly wait meanwhile, because those that
 * mostly wait come too seldom for their code to be compiled in so short a time. Nothing of it is
 * measured, so they may be in each other's way. Ends early when the signal aborts, or a thread dies.
 */
export async function rehearse(
  all: readonly KeptContender[],
  { warmupMs }: Pick<Spec, 'warmupMs'>,
  signal: AbortSignal,
): Promise<void> {
  const interruption = new AbortController()
  const interrupt = () => {
    interruption.abort()
  }
  signal.addEventListener('abort', interrupt)
  if (signal.aborted) interrupt()
  const interrupted = interruption.signal
  const over = aborted(interrupted)
  for (const kept of all) {
    void kept.take().running.died.then(interrupt)
    await runAlone(kept, interrupted, over)
  }
  await Promise.all(all.map((kept) => goRehearsing(kept, interrupted, over)))
  await untilCompiled(all, Math.min(MOST_MS, warmupMs * MOST_SHARE * all.length), interrupted)
  await Promise.all(all.map((kept) => kept.park(signal)))
  for (const kept of all) kept.isRehearsed = kept.records.length > 0
  signal.removeEventListener('abort', interrupt)
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

async function untilCompiled(
  all: readonly KeptContender[],
  limitMs: number,
  interrupted: AbortSignal,
): Promise<void> {
  const meter = new CpuMeter(all.flatMap(({ records }) => [...records]))
  const rehearsal = new Rehearsal()
  const begin = meter.read()
  for (let last = begin; !interrupted.aborted;) {
    await delayUnless(interrupted, LOOK_MS)
    const look = meter.read()
    const elapsedMs = (look.atNs - begin.atNs) / 1e6
    const helperCores =
      look.runtimeNs === null || last.runtimeNs === null
        ? null
        : (look.runtimeNs - last.runtimeNs) / (look.atNs - last.atNs)
    if (elapsedMs >= limitMs || rehearsal.isOverAfter(helperCores, elapsedMs)) return
    last = look
  }
}
