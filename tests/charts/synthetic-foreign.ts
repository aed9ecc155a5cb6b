import type { ForeignRun } from '../../src/engine/foreign/foreign-run'

/**
 * What another tool measured, of two kinds of requests: figures made up, and no file behind them.
 */
export function syntheticForeign(name: string): ForeignRun {
  const percentiles = [0, 50, 75, 90, 95, 99, 99.9].map((percentile, index) => ({
    percentile,
    valueMs: 1.5 * 1.9 ** index,
  }))
  const latency = { meanMs: 4.2, maxMs: 81.3, percentiles }
  return {
    kind: 'corewise-foreign',
    schemaVersion: 1,
    importedAt: '2026-11-22T21:40:00.000Z',
    measuredAt: '2026-11-22T21:30:00.000Z',
    tool: { name: 'autocannon', version: null },
    series: [
      { name: `${name}.`, count: 40_000, failed: 2, requestsPerSecond: 1_330, latency },
      {
        name: 'login',
        count: null,
        failed: null,
        requestsPerSecond: null,
        latency: { ...latency, percentiles: percentiles.slice(1, 4) },
      },
    ],
    original: { fileName: `${name}.json`, text: '{}' },
  }
}
