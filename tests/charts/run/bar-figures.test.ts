import { expect, test } from 'vitest'
import { chartsOf } from '../../../src/charts/charts-of'
import { renderSvg } from '../../../src/host/export/picture/render'
import { byName } from '../chart-parts'
import { syntheticResult, typical } from '../synthetic-result'

test('the figure of a bar is not crossed by its ceiling where its interval reaches near that', async () => {
  const loop = { ...typical['event-loop'], jobsPerSecond: 15_000, noise: 0.3 }
  const run = syntheticResult({ ...typical, 'event-loop': loop })
  const svg = await renderSvg(byName(chartsOf(run), 'throughput'))
  const [, base, end] = /fill="#0072B2" d="M([\d.]+) [\d.]+L([\d.]+)/.exec(svg) ?? []
  const [, figure] = /<text x="([\d.]+)"[^>]*>15,000</.exec(svg) ?? []
  // Of 400 jobs in flight that take 20 ms each.
  const ceiling = Number(base) + (Number(end) - Number(base)) * (20_000 / 15_000)
  expect(Number(figure)).toBeGreaterThan(ceiling)
})
