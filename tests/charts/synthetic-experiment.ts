import { experiments, type ExperimentName } from '../../src/engine/gallery'
import type { ContenderName } from '../../src/engine/contender'
import type { Result } from '../../src/engine/result/result'
import { sweepSchema, type Sweep } from '../../src/engine/result/sweep'
import { syntheticResult, type Made } from './synthetic-result'

/** A repeated experiment with figures that a test makes up. */
export const syntheticExperiment = (
  name: ExperimentName,
  madeAt: (value: number) => Partial<Record<ContenderName, Made>>,
  change: (result: Result) => Result = (result) => result,
): Sweep => {
  const { over, points } = experiments[name]
  return sweepSchema.parse({
    kind: 'corewise-sweep',
    schemaVersion: 2,
    id: 'synthetic-experiment',
    startedAt: '2026-11-22T21:40:00.000Z',
    status: 'complete',
    over,
    finding: { kind: 'repetition', experiment: name },
    points: points.map(({ value, spec }) => ({
      value,
      result: change(syntheticResult(madeAt(value), spec)),
    })),
  })
}

/** McGranaghan's experiment, where the pool does so many times what the formula says. */
export const syntheticMcGranaghan = (
  times: number,
  { noise = 0.01, change }: { noise?: number; change?: (result: Result) => Result } = {},
): Sweep =>
  syntheticExperiment(
    'mcgranaghan',
    (threads) => ({
      'event-loop': { jobsPerSecond: 199, coresUsed: 1, latencyMs: 300, noise },
      'thread-pool': {
        jobsPerSecond: Math.min(200, threads * 10) * times,
        coresUsed: Math.min(1, threads * 0.05),
        latencyMs: 6_000 / threads,
        noise,
      },
    }),
    change,
  )
