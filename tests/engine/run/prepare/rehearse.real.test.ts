import { expect, test } from 'vitest'
import { KeptContender } from '../../../../src/engine/run/block/kept-contender'
import { rehearse } from '../../../../src/engine/run/prepare/rehearse'
import { startables } from '../../../../src/engine/thread/start/start-contender'
import { makePlan } from '../../../../src/engine/workload/make-plan'
import { engineFolder, shortSpec } from '../built-run'

test.each(['event-loop', 'async', 'thread-pool'] as const)(
  'jobs of %s are recorded in the rehearsal as they are while measuring, so that this is compiled too',
  async (name) => {
    const spec = shortSpec({ warmupMs: 500 })
    const kept = new KeptContender(startables[name], {
      spec: { ...spec, windowMs: spec.durationMs, ownJob: null },
      plan: makePlan(spec, { roundsPerMs: 1_000 }),
      loops: 1,
      engineFolder,
      httpPort: null,
      python: null,
    })
    const { signal } = new AbortController()
    await rehearse([kept], spec, signal)
    const recorded = kept.records.map((record) => record.read().measured)
    expect(Math.max(...recorded)).toBeGreaterThan(0)
    expect(kept.isRehearsed).toBe(true)
    await kept.end(signal)
  },
)
