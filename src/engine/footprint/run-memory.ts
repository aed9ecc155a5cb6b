import { randomUUID } from 'node:crypto'
import { bytes } from '../measure/statistics/quantity'
import type { StartProcess } from '../process/own-process'
import type { MemoryOrder, MemoryProgress } from './footprint-message'
import { freeMemory } from '../measure/machine/free-memory'
import { measureFootprint } from './measure-footprint'
import {
  MEMORY_SCHEMA_VERSION,
  waiterNames,
  MOST_IN_MESSAGE,
  type Footprint,
  type MemoryPoint,
  type MemoryResult,
  type Stop,
  type Waiter,
  type WaiterName,
} from './memory-result'

/** Where progress goes and what may end it early. */
export interface MemoryOptions {
  readonly report: (progress: MemoryProgress) => void
  readonly signal: AbortSignal
  /** Starts each process; by default a child of Node. */
  readonly startProcess?: StartProcess | undefined
}

/**
 * Measures what waiting costs in memory: for each kind, count after count, each in processes of its
 * own. A kind stops before a count that would need more than its share of the free memory, judged
 * by the count before, and where the machine gives no more; the result says where and why. When the
 * signal aborts, what was measured so far is the result, marked partial.
 */
export async function runMemory(
  order: MemoryOrder,
  { report, signal, startProcess }: MemoryOptions,
): Promise<MemoryResult> {
  const { spec, environment } = order
  const startedAt = new Date().toISOString()
  const total = waiterNames.reduce(
    (sum, name) => sum + (spec.counts[name].length + 1) * spec.rounds,
    0,
  )
  let done = 0
  const waiters: Waiter[] = []
  for (const name of waiterNames) {
    const before = done
    const onProcess = (count: number): void => {
      report({ done, total, name, count })
      done += 1
    }
    waiters.push(await new Climb(name, order, { signal, onProcess, startProcess }).run())
    done = before + (spec.counts[name].length + 1) * spec.rounds
  }
  return {
    kind: 'corewise-memory',
    schemaVersion: MEMORY_SCHEMA_VERSION,
    id: randomUUID(),
    startedAt,
    status: waiters.some(({ stop }) => stop.reason === 'cancelled') ? 'partial' : 'complete',
    rounds: spec.rounds,
    memoryShare: spec.memoryShare,
    environment,
    waiters,
  }
}

/** What one kind's way needs besides its order. */
interface ClimbOptions extends Pick<MemoryOptions, 'signal' | 'startProcess'> {
  readonly onProcess: (count: number) => void
}

/** One kind's way from few to many. */
class Climb {
  readonly #name: WaiterName
  readonly #order: MemoryOrder
  readonly #options: ClimbOptions
  #stop: Stop | null = null

  constructor(name: WaiterName, order: MemoryOrder, options: ClimbOptions) {
    this.#name = name
    this.#order = order
    this.#options = options
  }

  async run(): Promise<Waiter> {
    const idle = (await this.#processes(0)).flatMap(({ footprints }) => footprints)
    const points: MemoryPoint[] = []
    for (const count of this.#order.spec.counts[this.#name]) {
      this.#stop ??= this.#tooLittleFor(count, points.at(-1))
      if (this.#stop !== null) break
      points.push(...(await this.#processes(count)))
    }
    return { name: this.#name, idle, points, stop: this.#stop ?? { reason: 'all-counts' } }
  }

  /**
   * The point of a count; that of a lower one where the machine gave no more; none if it failed.
   */
  async #processes(count: number): Promise<MemoryPoint[]> {
    const { signal, startProcess, onProcess } = this.#options
    const footprints: Footprint[] = []
    let reachedInAll = count
    for (let round = 0; round < this.#order.spec.rounds && this.#stop === null; round++) {
      onProcess(count)
      try {
        const { footprint, reached, refusal } = await measureFootprint(
          {
            name: this.#name,
            count,
            folder: this.#order.engineFolder,
            reserveBytes: freeMemory() * (1 - this.#order.spec.memoryShare),
          },
          signal,
          startProcess,
        )
        if (refusal !== null) {
          // Processes that reached different counts cannot be put together: the last one stands.
          footprints.length = 0
          reachedInAll = reached
          this.#stop = { reason: 'refused', count, reached, message: cut(refusal) }
        }
        footprints.push(footprint)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        this.#stop = signal.aborted
          ? { reason: 'cancelled', count }
          : { reason: 'failed', count, message: cut(message) }
      }
    }
    return footprints.length === 0 || (count > 0 && reachedInAll === 0)
      ? []
      : [{ count: reachedInAll, footprints }]
  }

  /** Memory grows with the count: the last count says what the next one needs. */
  #tooLittleFor(count: number, last: MemoryPoint | undefined): Stop | null {
    if (last === undefined || last.count === 0) return null
    const usableBytes = bytes(freeMemory() * this.#order.spec.memoryShare)
    const neededBytes = bytes(
      Math.max(
        ...last.footprints.map(
          ({ baselineBytes, waitingBytes }) =>
            baselineBytes + ((waitingBytes - baselineBytes) / last.count) * count,
        ),
      ),
    )
    if (neededBytes <= usableBytes) return null
    return { reason: 'too-little-memory', count, neededBytes, usableBytes }
  }
}

function cut(message: string): string {
  return message.slice(0, MOST_IN_MESSAGE)
}
