import type { NamedRun } from '../../src/engine/analysis/gather-machines'
import type { Result } from '../../src/engine/result/result'
import { syntheticResult, syntheticSpec, typical } from './synthetic-result'

/**
 * Runs of a room of people whose machines nobody has: the pool gains with cores, the loop does not.
 */
export const syntheticRoom = (
  cores: readonly number[],
  kind: 'waiting' | 'computing' = 'computing',
): NamedRun[] =>
  cores.map((count, index) => ({
    name: `person ${index + 1}`,
    result: onCores(
      count,
      index,
      kind === 'waiting'
        ? syntheticResult({
            'event-loop': typical['event-loop'],
            'thread-pool': typical['thread-pool'],
          })
        : syntheticResult(
            {
              'event-loop': { jobsPerSecond: 480, coresUsed: 1, latencyMs: 33, noise: 0.02 },
              'thread-pool': {
                jobsPerSecond: count * 450,
                coresUsed: count,
                latencyMs: 33,
                noise: 0.02,
              },
            },
            syntheticSpec({ workers: 8, concurrency: 16, workload: { kind: 'cpu', cpuMs: 2 } }),
          ),
    ),
  }))

function onCores(cores: number, second: number, result: Result): Result {
  // Each begins in a second of its own, as runs of different people do.
  const startedAt = new Date(Date.UTC(2026, 10, 22, 21, 0, second)).toISOString()
  return { ...result, startedAt, environment: { ...result.environment, cores } }
}
