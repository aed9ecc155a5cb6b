import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus'
import type { CostOrder } from './cost-message'
import {
  costNames,
  switchNames,
  type CostName,
  type CostResult,
  type SwitchName,
  type CostProgress,
} from './cost-result'
import { CostSoFar, type CostPart } from './cost-so-far'
import { handOff } from './way/hand-off'
import { jobCost } from './way/job-way'
import { loopIteration, nativeAwait } from './way/within-thread'
import { messageTrip } from './way/message-trip'
import { poolTrip } from './way/pool-trip'
import { processCpuNs } from './way/process-cpu'
import { operationsFor, type SwitchWay, type Timing } from './way/switch-way'

/** Where progress and what was measured go, and what may end it early. */
export interface CostOptions {
  readonly report: (progress: CostProgress) => void
  /** Is told what the result is made of, so that what was measured is not lost where this is. */
  readonly note: (part: CostPart) => void
  readonly signal: AbortSignal
}

/** A switch that is ready, and how often it is done in a round. */
interface Ready {
  readonly way: SwitchWay
  readonly operations: number
}

const starts: Record<SwitchName, (engineFolder: string) => SwitchWay | Promise<SwitchWay>> = {
  'native-await': () => nativeAwait,
  'loop-iteration': () => loopIteration,
  'atomics-hand-off': handOff,
  'message-round-trip': messageTrip,
  'pool-job': poolTrip,
}

/**
 * Measures what switching and measuring cost: each thing once a round, in an order that is drawn
 * anew for every round. To be called in a thread of its own, which blocks meanwhile. When the
 * signal aborts, what was measured so far is the result, marked partial.
 *
 * @throws Error where a thread dies
 */
export async function runCost(
  order: CostOrder,
  { report, note, signal }: CostOptions,
): Promise<CostResult> {
  const { spec } = order
  const startedAt = new Date().toISOString()
  const rounds = drawOrder(spec.seed, spec.rounds)
  const ready = await prepare(order, signal)
  const operations = new Map([...ready].map(([name, { operations: often }]) => [name, often]))
  const start = { startedAt, order: rounds, operations }
  const soFar = new CostSoFar(order, start)
  note({ kind: 'started', start })
  const total = spec.rounds * costNames.length
  let done = 0
  try {
    for (const [round, names] of rounds.entries()) {
      for (const name of names) {
        if (signal.aborted) break
        report({ done, total, round, name })
        const timing = await measureOnce(name, ready, order, signal)
        if (timing === null) break
        soFar.add(name, timing)
        note({ kind: 'timed', name, timing })
        done += 1
      }
    }
  } finally {
    for (const { way } of ready.values()) await way.end()
  }
  return soFar.result()
}

/** An iteration of the host's loop, in which a cancellation is heard. */
function hearCancellation(): Promise<unknown> {
  return new Promise(setImmediate)
}

async function prepare(
  { spec, engineFolder }: CostOrder,
  signal: AbortSignal,
): Promise<Map<CostName, Ready>> {
  const ready = new Map<CostName, Ready>()
  for (const name of switchNames) {
    await hearCancellation()
    if (signal.aborted) break
    const way = await starts[name](engineFolder)
    ready.set(name, { way, operations: await operationsFor(way, spec.switchMs) })
  }
  return ready
}

/** Times of one; null where the signal ended it. */
async function measureOnce(
  name: CostName,
  ready: ReadonlyMap<CostName, Ready>,
  order: CostOrder,
  signal: AbortSignal,
): Promise<Timing | null> {
  const found = ready.get(name)
  if (found !== undefined) {
    await hearCancellation()
    const startCpuNs = processCpuNs()
    const ns = await found.way.time(found.operations)
    return { ns, cpuNs: (processCpuNs() - startCpuNs) / found.operations }
  }
  try {
    return await jobCost(name as Exclude<CostName, SwitchName>, order, signal)
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}

/** An order for every round (Fisher and Yates), the same for the same seed. */
export function drawOrder(seed: number, rounds: number): CostName[][] {
  const random = xoroshiro128plus(seed)
  return Array.from({ length: rounds }, () => {
    const names: CostName[] = [...costNames]
    for (let last = names.length - 1; last > 0; last--) {
      const other = uniformInt(random, 0, last)
      const [a, b] = [names[last], names[other]]
      if (a === undefined || b === undefined) continue
      names[last] = b
      names[other] = a
    }
    return names
  })
}
