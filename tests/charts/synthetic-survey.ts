import { costNames, costSchema } from '../../src/engine/cost/cost-result'
import type { CostName, CostResult } from '../../src/engine/cost/cost-result'
import { memorySchema } from '../../src/engine/footprint/memory-result'
import type { MemoryResult, Stop, WaiterName } from '../../src/engine/footprint/memory-result'

const environment = {
  cpuModel: 'Synthetic CPU (test data)',
  cores: 8,
  memoryBytes: 16e9,
  loadAverage1m: 0.1,
  governor: null,
  platform: 'linux',
  osRelease: '6.1.0',
  versions: { node: '20.20.2', v8: '11.3', uv: '1.46' },
  commit: null,
  corewise: '0.1.0',
}

/** Costs that nobody measured; CPU times are those by the clock. */
export const syntheticCost = (
  rounds: Partial<Record<CostName, readonly number[]>>,
  changes: Record<string, unknown> = {},
): CostResult =>
  costSchema.parse({
    kind: 'corewise-cost',
    schemaVersion: 2,
    id: 'synthetic',
    startedAt: '2026-11-22T21:40:00.000Z',
    status: 'complete',
    rounds: 3,
    seed: 1,
    windowMs: 1_000,
    concurrency: 64,
    workers: 1,
    order: [],
    environment,
    costs: costNames.map((name) => {
      const roundsNs = rounds[name] ?? []
      return { name, operations: null, roundsNs, roundsCpuNs: roundsNs }
    }),
    ...changes,
  })

/** Memory that nobody measured: bytes that each of so many holds. */
export const syntheticMemory = (
  each: Partial<Record<WaiterName, Readonly<Record<number, number>>>>,
  stops: Partial<Record<WaiterName, Stop>> = {},
): MemoryResult => {
  const baselineBytes = 40 * 2 ** 20
  const footprint = (growth: number) => ({
    baselineBytes,
    waitingBytes: baselineBytes + growth * 1.1,
    heldBytes: baselineBytes + growth,
  })
  return memorySchema.parse({
    kind: 'corewise-memory',
    schemaVersion: 1,
    id: 'synthetic',
    startedAt: '2026-11-22T21:40:00.000Z',
    status: 'complete',
    rounds: 1,
    memoryShare: 0.5,
    environment,
    waiters: Object.entries(each).map(([name, points]) => ({
      name,
      idle: [footprint(131_072)],
      points: Object.entries(points).map(([count, bytes]) => ({
        count: Number(count),
        footprints: [footprint(Number(count) * bytes)],
      })),
      stop: stops[name as WaiterName] ?? { reason: 'all-counts' },
    })),
  })
}
