import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import { paletteOf, font, type ThemeName } from '../../src/charts/theme'
import { costShortLabels } from '../../src/report/survey/cost-caption'
import { renderSvg } from '../../src/host/export/picture/render'
import { pictureCases, pictureSizes } from './cases'

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** A text of a picture, with the box that it takes. */
interface Text extends Box {
  readonly text: string
  readonly sizePx: number
  readonly fill: string
}

const context = createCanvas(1, 1).getContext('2d')

/** From half the height of small letters above the baseline to a little below it. */
const textsOf = (svg: string): Text[] =>
  [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', escaped = '']) => {
    const value = (name: string): string =>
      new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1] ?? ''
    const text = escaped
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'")
      .replace(/&amp;/g, '&')
    const sizePx = Number(value('font-size'))
    context.font = font(sizePx, value('font-weight') === '600' ? 600 : 400)
    const { width } = context.measureText(text)
    const shift = { middle: 0.5, end: 1 }[value('text-anchor')] ?? 0
    const left = Number(value('x')) - shift * width
    const baseline = Number(value('y'))
    return {
      text,
      sizePx,
      fill: value('fill'),
      left,
      right: left + width,
      top: baseline - 0.74 * sizePx,
      bottom: baseline + 0.2 * sizePx,
    }
  })

const overlap = (one: Box, other: Box): boolean =>
  Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5 &&
  Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.5

const overlapping = (texts: readonly Text[]): string[] =>
  texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter((other) => overlap(one, other))
      .map((other) => `"${one.text}" and "${other.text}"`),
  )

const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = (colour.slice(1).match(/../g) ?? []).map((channel) => {
    const share = Number.parseInt(channel, 16) / 255
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

/** The bars of a picture: rectangles that a series fills, wide enough to be seen. */
const barsOf = (svg: string): Box[] =>
  [...svg.matchAll(/<path fill="#[0-9A-F]{6}" d="M([^"]*)Z"\/>/gi)].flatMap(([, points = '']) => {
    const corners = points.split('L').map((point) => point.split(' ').map(Number))
    const [xs, ys] = [0, 1].map((axis) => corners.map((corner) => corner[axis] ?? Number.NaN))
    const box = {
      left: Math.min(...(xs ?? [])),
      right: Math.max(...(xs ?? [])),
      top: Math.min(...(ys ?? [])),
      bottom: Math.max(...(ys ?? [])),
    }
    return corners.length === 5 && box.right - box.left > 1 ? [box] : []
  })

const overBars = (texts: readonly Text[], bars: readonly Box[]): string[] =>
  texts.filter((text) => bars.some((bar) => overlap(text, bar))).map(({ text }) => text)

const expectContrast = (texts: readonly Text[], theme: ThemeName): void => {
  for (const { fill, text } of texts) {
    expect(contrast(fill, paletteOf(theme).background), text).toBeGreaterThanOrEqual(4.5)
  }
}

const themedSizes = ['slide', 'column']

/** A 45th of a slide's height, or a 60th of a narrower picture's width; 8 points in print. */
const leastPx = { pane: 11, slide: 1_080 / 45, blog: 13, square: 1_080 / 60, column: 8 }

describe.each(Object.entries(pictureSizes))('pictures of the size of a %s', (sizeName, size) => {
  test.each(pictureCases)(
    'a picture of a $name has no text over another or a bar, beyond its edge, too small or too faint',
    async ({ charts }) => {
      // Themes differ in colours alone, which no size changes.
      const dark = themedSizes.includes(sizeName) ? charts({ ...size, theme: 'dark' }) : []
      for (const [index, chart] of charts(size).entries()) {
        const svg = await renderSvg(chart)
        const texts = textsOf(svg)
        expect(texts.length, chart.name).toBeGreaterThan(2)
        expect(overlapping(texts), chart.name).toEqual([])
        if (chart.config.type === 'bar') {
          const bars = barsOf(svg)
          expect(overBars(texts, bars), chart.name).toEqual([])
        }
        const beyond = texts.filter(
          ({ left, right, top, bottom }) =>
            left < 0 || top < 0 || right > size.width || bottom > size.height,
        )
        expect(
          beyond.map(({ text }) => text),
          chart.name,
        ).toEqual([])
        const least = leastPx[sizeName as keyof typeof pictureSizes]
        expect(Math.min(...texts.map(({ sizePx }) => sizePx)), chart.name).toBeGreaterThanOrEqual(
          least,
        )
        expectContrast(texts, 'light')
        const darkChart = dark[index]
        if (darkChart === undefined) continue
        const darkTexts = textsOf(await renderSvg(darkChart))
        expectContrast(darkTexts, 'dark')
        // The other theme has the same picture in other colours.
        expect(darkTexts).toEqual(
          texts.map((text) => ({ ...text, fill: expect.any(String) as string })),
        )
      }
    },
  )
})

test('each row of costs has its name in the narrowest picture', async () => {
  const found = pictureCases.find(({ name }) => name === 'cost of everything')
  const [chart] = found?.charts(pictureSizes.column) ?? []
  if (chart === undefined) throw new Error('expected a chart of costs')
  const texts = textsOf(await renderSvg(chart)).map(({ text }) => text)
  expect(texts).toEqual(expect.arrayContaining(Object.values(costShortLabels)))
})

test('lines that were measured keep their names where there is no room for those of models', async () => {
  const found = pictureCases.find(({ name }) => name === 'experiment of the literature')
  const chart = found?.charts(pictureSizes.column).find(({ name }) => name === 'sweep-throughput')
  if (chart === undefined) throw new Error('expected a chart of the experiment')
  const texts = textsOf(await renderSvg(chart)).map(({ text }) => text)
  expect(texts).toEqual(expect.arrayContaining(['event-loop', 'thread-pool']))
})

test.each(['crossover', 'sweep over jobs in flight', 'experiment of the literature'])(
  'the narrowest pictures of "%s" cut no line’s name',
  async (name) => {
    const charts = pictureCases.find((each) => each.name === name)?.charts(pictureSizes.column)
    expect(charts?.length).toBeGreaterThan(0)
    for (const chart of charts ?? []) {
      const texts = textsOf(await renderSvg(chart)).map(({ text }) => text)
      expect(texts.filter((text) => text.endsWith('…'))).toEqual([])
    }
  },
)
