import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { chartsOf } from '../../../../src/charts/charts-of'
import type { ChartOptions, NamedChart } from '../../../../src/charts/named-chart'
import type { Sweep } from '../../../../src/engine/result/sweep'
import type { Result } from '../../../../src/engine/result/result'
import { renderPng, renderSvg } from '../../../../src/host/export/picture/render'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
} from '../../../charts/synthetic-result'

const sweep = syntheticSweep('concurrency', [1, 10, 100], (concurrency) =>
  syntheticResult(typical, syntheticSpec({ concurrency })),
)
const charts = [...chartsOf(syntheticResult()), ...chartsOf(sweep)]

const first = (subject: Result | Sweep, options: ChartOptions = {}): NamedChart => {
  const [chart] = chartsOf(subject, options)
  if (chart === undefined) throw new Error('no chart')
  return chart
}

/** The pixels of a PNG, four bytes each: red, green, blue, opacity. */
const pixelsOf = async (png: Buffer) => {
  const image = await loadImage(png)
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  const { data } = context.getImageData(0, 0, image.width, image.height)
  return { width: image.width, height: image.height, data }
}

/** How many pixels have each colour, written as "#rrggbbaa". */
const coloursOf = (data: Uint8ClampedArray): Map<string, number> => {
  const counts = new Map<number, number>()
  const pixels = new DataView(data.buffer, data.byteOffset, data.byteLength)
  for (let at = 0; at < data.length; at += 4) {
    const colour = pixels.getUint32(at)
    counts.set(colour, (counts.get(colour) ?? 0) + 1)
  }
  return new Map(
    [...counts].map(([colour, count]) => [`#${colour.toString(16).padStart(8, '0')}`, count]),
  )
}

describe.each(charts)('the chart $name', (chart) => {
  test('becomes a PNG of twice its size on an opaque background with its lines and bars in it', async () => {
    const { width, height, data } = await pixelsOf(await renderPng(chart))
    expect([width, height]).toEqual([chart.width * 2, chart.height * 2])
    const colours = coloursOf(data)
    expect(colours.get('#ffffffff')).toBeGreaterThan(width * height * 0.6)
    // The event loop's blue, in all charts.
    expect(colours.get('#0072b2ff')).toBeGreaterThan(100)
    expect([...colours.keys()].every((colour) => colour.endsWith('ff'))).toBe(true)
  })

  test('becomes an SVG whose text is text and whose series are groups', async () => {
    const svg = await renderSvg(chart)
    expect(svg).toContain(`<title>${chart.title}`)
    expect(svg.match(/<g data-series="event-loop">/g)?.length).toBeGreaterThan(0)
    expect(svg).toMatch(/<text [^>]*font-family="Inter, [^>]*>event-loop</)
    expect(svg).not.toMatch(/#010203|<image|<script/)
    expect(svg.match(/<g\b/g)?.length).toBe(svg.match(/<\/g>/g)?.length)
  })

  test('becomes an SVG of vectors that needs no font and says what it shows', async () => {
    const svg = await renderSvg(chart, { text: 'outlines' })
    expect(svg).toContain('<svg ')
    expect(svg).toContain(`viewBox="0 0 ${chart.width} ${chart.height}" role="img"`)
    expect(svg).toContain('#0072B2')
    expect(svg).not.toMatch(/<text|<image|<script|font-family/)
    expect(svg.match(/<path/g)?.length).toBeGreaterThan(20)
  })

  test('gives the same bytes each time', async () => {
    expect(await renderSvg(chart)).toBe(await renderSvg(chart))
    expect((await renderPng(chart)).equals(await renderPng(chart))).toBe(true)
  })
})

test('size and scale are as asked for', async () => {
  const chart = first(syntheticResult(), { width: 400, height: 300 })
  const { width, height } = await pixelsOf(await renderPng(chart, { scale: 3 }))
  expect([width, height]).toEqual([1_200, 900])
})

test('a dark chart is dark to its corners', async () => {
  const { width, height, data } = await pixelsOf(await renderPng(first(sweep, { theme: 'dark' })))
  for (const at of [0, width - 1, width * (height - 1), width * height - 1]) {
    expect([...data.subarray(at * 4, at * 4 + 4)]).toEqual([0x15, 0x18, 0x1c, 255])
  }
})

test('a transparent background is left out', async () => {
  const chart = first(syntheticResult(), { background: 'transparent' })
  const { data } = await pixelsOf(await renderPng(chart))
  expect([...data.subarray(0, 4)]).toEqual([0, 0, 0, 0])
})

test('what a result says cannot become markup of an SVG', async () => {
  const error = '</desc><script>alert(1)</script>'
  const chart = first(
    syntheticResult({ 'event-loop': { ...typical['event-loop'], status: 'failed', error } }),
  )
  const svg = await renderSvg({ ...chart, title: error, description: error })
  expect(svg).not.toContain('<script')
  expect(svg).toContain('&lt;/desc&gt;&lt;script&gt;')
})

test.each([
  ['one contender', syntheticResult({ 'thread-pool': typical['thread-pool'] })],
  [
    'nothing but contenders that were not run',
    syntheticResult({ 'event-loop': { ...typical['event-loop'], status: 'not-run' } }),
  ],
  [
    'a contender with no job',
    syntheticResult({ sequential: { ...typical.sequential, jobsPerSecond: 0, coresUsed: 0 } }),
  ],
  [
    'values from a thousandth to ten millions',
    syntheticResult({
      sequential: { jobsPerSecond: 0.001, coresUsed: 0.001, latencyMs: 60_000, seconds: 2 },
      'event-loop': { jobsPerSecond: 1e7, coresUsed: 1, latencyMs: 0.001, seconds: 2 },
    }),
  ],
  [
    'very long names',
    syntheticResult(
      {
        'event-loop': { ...typical['event-loop'], status: 'failed', error: 'too long '.repeat(80) },
      },
      syntheticSpec({ name: 'n'.repeat(80) }),
    ),
  ],
  ['a sweep of no points', syntheticSweep('workers', [], () => syntheticResult())],
  ['a sweep of one point', syntheticSweep('cpu-share', [0.5], () => syntheticResult())],
])('%s can be drawn at every size', async (_, subject) => {
  for (const size of [{}, { width: 320, height: 200 }]) {
    for (const chart of chartsOf(subject, size)) {
      expect(
        coloursOf((await pixelsOf(await renderPng(chart, { scale: 1 }))).data).size,
      ).toBeGreaterThan(9)
    }
  }
})
