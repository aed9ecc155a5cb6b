import { threadsOf } from '../../../src/engine/contender'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { preset } from '../../../src/engine/spec/presets'
import { type Spec } from '../../../src/engine/spec/spec'
import { predict } from '../../../src/host/run/prediction'

const ioBound = { ...preset('io-bound', 4).spec, concurrency: 400, workers: 8 }
const mixed = (waitMs: number, cpuMs: number, change: Partial<Spec> = {}): Spec => ({
  ...ioBound,
  workload: { kind: 'mixed', waitMs, cpuMs, spread: 'fixed' },
  ...change,
})
const rates = (spec: Spec, cores = 4) =>
  Object.fromEntries(
    predict(spec, { cores, processors: null }).contenders.map((one) => [
      one.name,
      one.jobsPerSecond,
    ]),
  )

describe('the prediction before a run', () => {
  it('the prediction before a run is what Little’s law allows where jobs only wait', () => {
    expect(rates(ioBound)).toEqual({
      sequential: 50,
      'event-loop': 20_000,
      async: 20_000,
      'thread-pool': 400,
      'loop-per-core': 20_000,
    })
  })

  it('the prediction before a run is what the cores allow where jobs only compute: one core for one thread', () => {
    const cpuBound = mixed(0, 2, { concurrency: 16, workers: 4 })
    expect(rates(cpuBound)).toEqual({
      sequential: 500,
      'event-loop': 500,
      async: 500,
      'thread-pool': 2000,
      'loop-per-core': 2000,
    })
    expect(rates(cpuBound, 2)).toMatchObject({ 'thread-pool': 1000, 'loop-per-core': 1000 })
  })

  it('says where a block is over before a job is', () => {
    const long = mixed(3_900, 100, { durationMs: 400, blocks: 2 })
    expect(predict(long, { cores: 4, processors: null }).sentence).toMatch(
      /But a job takes 4 s and a block 200 ms: few jobs, or none, will end in it\.$/,
    )
    expect(predict(ioBound, { cores: 4, processors: null }).sentence).not.toContain('But')
  })

  it('says what limits each contender', () => {
    const { contenders } = predict(mixed(18, 2, { concurrency: 100, workers: 8 }), {
      cores: 4,
      processors: null,
    })
    expect(contenders.map(({ limit }) => limit)).toEqual([
      'threads',
      'cores',
      'cores',
      'threads',
      'cores',
    ])
  })

  it('the prediction before a run never promises more cores than a contender has, or the machine', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.double({ min: 0.001, max: 1000, noNaN: true }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 64 }),
        fc.integer({ min: 1, max: 64 }),
        (waitMs, cpuMs, concurrency, workers, loops, cores) => {
          const { contenders } = predict(mixed(waitMs, cpuMs, { concurrency, workers, loops }), {
            cores,
            processors: null,
          })
          for (const { name, coresUsed } of contenders) {
            const most = Math.min(threadsOf(name, { workers, loops, jobs: concurrency }), cores)
            expect(coresUsed).toBeLessThanOrEqual(most * (1 + 1e-9))
          }
        },
      ),
    )
  })

  it('promises nothing where the waits are not known or nothing is done', () => {
    expect(predict(preset('files', 4).spec, { cores: 4, processors: null }).contenders).toEqual([])
    expect(predict(mixed(0, 0), { cores: 4, processors: null }).contenders).toEqual([])
  })

  it('names every contender and its ceiling in one sentence', () => {
    const { sentence } = predict(ioBound, { cores: 4, processors: null })
    for (const name of ioBound.contenders) expect(sentence).toContain(name)
    expect(sentence).toContain('20,000')
  })
})
