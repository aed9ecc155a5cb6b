import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, test } from 'vitest'
import type { NamedChart } from '../../src/charts/named-chart'
import { paletteOf, font } from '../../src/charts/theme'
import { renderSvg } from '../../src/host/export/picture/render'
import { pictureCases, pictureSizes } from './cases'

/** A text of a picture, with the box that it takes. */
interface Text {
  readonly text: string
  readonly sizePx: number
  readonly fill: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
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

const textsOfDark = async (chart: NamedChart | undefined): Promise<Text[]> =>
  chart === undefined ? [] : textsOf(await renderSvg(chart))

const overlapping = (texts: readonly Text[]): string[] =>
  texts.flatMap((one, index) =>
    texts
      .slice(index + 1)
      .filter(
        (other) =>
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5 &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.5,
      )
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

/** A 45th of a slide's height; 8 points in print. */
const leastPx = { pane: 11, slide: 1_080 / 45, column: 8 } as const

describe.each(Object.entries(pictureSizes))('pictures of the size of a %s', (sizeName, size) => {
  test.each(pictureCases)(
    'a picture of a $name has no text over another, beyond its edge, too small or too faint',
    async ({ charts }) => {
      const dark = charts({ ...size, theme: 'dark' })
      for (const [index, chart] of charts(size).entries()) {
        const texts = textsOf(await renderSvg(chart))
        expect(texts.length, chart.name).toBeGreaterThan(2)
        expect(overlapping(texts), chart.name).toEqual([])
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
        const darkTexts = await textsOfDark(dark[index])
        const shown = [['light', texts] as const, ['dark', darkTexts] as const]
        for (const [theme, themed] of shown) {
          for (const { fill, text } of themed) {
            expect(contrast(fill, paletteOf(theme).background), text).toBeGreaterThanOrEqual(4.5)
          }
        }
        // The other theme has the same picture in other colours.
        expect(darkTexts).toEqual(
          texts.map((text) => ({ ...text, fill: expect.any(String) as string })),
        )
      }
    },
  )
})

test('lines that were measured keep their names where there is no room for those of models', async () => {
  const found = pictureCases.find(({ name }) => name === 'experiment of the literature')
  const chart = found?.charts(pictureSizes.column).find(({ name }) => name === 'sweep-throughput')
  if (chart === undefined) throw new Error('expected a chart of the experiment')
  const texts = textsOf(await renderSvg(chart)).map(({ text }) => text)
  expect(texts).toEqual(expect.arrayContaining(['event-loop', 'thread-pool']))
})
