import { describe, expect, test } from 'vitest'
import { gallery, isSetUpAs } from '../../../src/engine/gallery'
import type { Place } from '../../../src/engine/gallery/experiment'
import { pointsFor } from '../../../src/engine/gallery/repeat-experiment'
import { expectedMsOfAll } from '../../../src/engine/run/run-clock'
import { meanAmounts } from '../../../src/engine/spec/mean-amounts'
import { specSchema } from '../../../src/engine/spec/spec'
import { syntheticMcGranaghan } from '../../charts/synthetic-experiment'

/** Two minutes, with room for a machine that is slower. */
const MOST_EXPECTED_MS = 110_000
/** Threads that sleep for longer than this are not parked after a block, but started anew. */
const MOST_WAIT_MS = 300

describe.each(gallery)('$title', (experiment) => {
  const { name, points, lines, checks, published, source } = experiment

  test('its points are run within two minutes, in specs that are valid', () => {
    const totalMs = expectedMsOfAll(points)
    expect(totalMs).toBeLessThan(MOST_EXPECTED_MS)
    for (const { spec } of points) {
      expect(specSchema.parse(spec)).toEqual(spec)
      if (spec.contenders.includes('thread-pool')) {
        expect(meanAmounts(spec.workload).waitMs).toBeLessThan(MOST_WAIT_MS)
      }
    }
  })

  test('checks and draws only what it runs', () => {
    const places = checks.flatMap(({ of, by }): Place[] =>
      typeof by === 'number' ? [of] : [of, by],
    )
    for (const { at, contender } of places) {
      const here = points.filter(({ value }) => at === 'best' || value === at)
      expect(here.length, `${name} at ${at}`).toBeGreaterThan(0)
      for (const { spec } of here) expect(spec.contenders).toContain(contender)
    }
    for (const { contender } of lines)
      expect(points.every(({ spec }) => spec.contenders.includes(contender))).toBe(true)
  })

  test('names its source, its lines and a range for each check', () => {
    for (const text of Object.values(source)) expect(String(text)).not.toBe('')
    expect(new Set(lines.map((line) => line.name)).size).toBe(lines.length)
    expect(new Set(published.map((line) => line.name)).size).toBe(published.length)
    for (const { within } of checks) expect(within.from).toBeLessThan(within.to)
  })
})

describe('how an experiment was set up', () => {
  const [experiment] = gallery

  test('the set-up is the same however long it is measured, and with any seed', () => {
    const sweep = syntheticMcGranaghan(1, {
      change: (result) => ({
        ...result,
        spec: { ...result.spec, durationMs: 60_000, seed: 7 },
      }),
    })
    expect(experiment && isSetUpAs(experiment, sweep)).toBe(true)
  })

  test('the set-up is another where its jobs, its load or its threads are', () => {
    const changes = [
      { workload: { kind: 'wait', waitMs: 95, spread: 'fixed' } },
      { concurrency: 61 },
      { cores: null },
      { workers: 3 },
    ] as const
    for (const change of changes) {
      const sweep = syntheticMcGranaghan(1, {
        change: (result) => ({ ...result, spec: { ...result.spec, ...change } }),
      })
      expect(experiment && isSetUpAs(experiment, sweep), JSON.stringify(change)).toBe(false)
    }
  })

  test('points are measured so many times as long as asked for', () => {
    const longer = experiment === undefined ? [] : pointsFor(experiment, 3)
    expect(longer.map(({ spec }) => spec.durationMs)).toEqual(
      experiment?.points.map(({ spec }) => spec.durationMs * 3),
    )
  })
})
