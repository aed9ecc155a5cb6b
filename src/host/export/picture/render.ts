import { createCanvas, SvgExportFlag, type Canvas, type SvgCanvas } from '@napi-rs/canvas'
import {
  BarController,
  BarElement,
  BasicPlatform,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js'
import type { NamedChart } from '../../../charts/named-chart'
import { surfaceOf } from '../../../charts/surface'
import { tooManyPixels } from '../../../contract/export'
import { drawCleanTexts, escapeMarkup } from '../text/clean-text'
import { SvgParts } from './svg-parts'
import { svgPoints } from './svg-points'
import { registerTypeface } from './typeface'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
)

/** How a chart becomes pixels. */
export interface PngOptions {
  /** Device pixels per CSS pixel. */
  readonly scale?: number
}

/**
 * Draws a chart as a PNG; the same chart gives the same bytes on the same machine.
 *
 * @throws RangeError where that would be too many pixels
 */
export const renderPng = async (
  chart: NamedChart,
  { scale = 2 }: PngOptions = {},
): Promise<Buffer> => {
  const excess = tooManyPixels(chart.width, chart.height, scale)
  if (excess !== null) throw new RangeError(`scale: ${excess}, got ${scale}`)
  const canvas = createCanvas(...sizeOf(chart))
  return drawn(canvas, chart, scale, () => canvas.encode('png'))
}

/** How the text of an SVG is kept. */
export interface SvgOptions {
  /** As text, to be searched and edited, or as outlines, which need no font. */
  readonly text?: 'text' | 'outlines'
  /** Whether each point has a box with its figure, for a page that tells it. */
  readonly hasPoints?: boolean
  /** The width that it says it has on paper; null for that of its pixels. */
  readonly widthMm?: number | null
}

/** Draws a chart as an SVG document in which the shapes and texts of each series are a group. */
export const renderSvg = (
  chart: NamedChart,
  { text = 'text', hasPoints = false, widthMm = null }: SvgOptions = {},
): Promise<string> => {
  const canvas = createCanvas(...sizeOf(chart), SvgExportFlag.ConvertTextToPaths)
  keepSize(canvas)
  const parts = new SvgParts(canvas.getContext('2d'), text === 'text')
  return drawn(
    canvas,
    chart,
    1,
    (made) => {
      const drawing = settled(parts.into(canvas.getContent().toString('utf8')))
      const svg = onPaper(accessible(drawing, chart), chart, widthMm)
      return hasPoints ? svg.replace(/<\/svg>\s*$/, `${svgPoints(made, chart.told)}</svg>`) : svg
    },
    [seriesGroups(chart)],
  )
}

/**
 * Lets nobody set the size that a canvas has already: one that got a size takes a hundred times as
 * long to write its SVG. A chart that begins sets its own size again.
 */
const keepSize = (canvas: SvgCanvas): void => {
  for (const side of ['width', 'height'] as const) {
    const size = canvas[side]
    Object.defineProperty(canvas, side, { get: () => size, set: () => undefined })
  }
}

/** Has what is drawn of a dataset belong to its series. */
const seriesGroups = ({ told }: NamedChart): Plugin => ({
  id: 'series-groups',
  beforeDatasetDraw: (chart, { index }) => {
    const series = told.series[index] ?? null
    if (series !== null) surfaceOf(chart).beginSeries?.(series)
  },
  afterDatasetDraw: (chart, { index }) => {
    if ((told.series[index] ?? null) !== null) surfaceOf(chart).beginSeries?.(null)
  },
})

/**
 * Draws a chart and hands the canvas to `use`, for a page that takes it over as vectors; afterwards
 * the canvas is blank.
 */
export const withDrawing = <T>(
  chart: NamedChart,
  use: (canvas: Canvas) => T | Promise<T>,
): Promise<T> => {
  const canvas = createCanvas(...sizeOf(chart))
  return drawn(canvas, chart, 1, () => use(canvas), [ownGlyphs])
}

/**
 * Keeps each letter's own glyph: the alternates for dashes and brackets cannot be searched or
 * copied.
 */
const ownGlyphs: Plugin = {
  id: 'own-glyphs',
  // A canvas that gets its size forgets it, hence only now; texts are measured from here on.
  beforeLayout: (chart) => {
    surfaceOf(chart).textRendering = 'optimizeSpeed'
  },
}

/** A canvas without a pixel would get the size that a page gives one. */
const sizeOf = ({ width, height }: NamedChart): [number, number] => [
  Math.max(1, Math.floor(width)),
  Math.max(1, Math.floor(height)),
]

const drawn = async <T>(
  canvas: Canvas | SvgCanvas,
  { config }: NamedChart,
  scale: number,
  use: (made: Chart) => T | Promise<T>,
  plugins: readonly Plugin[] = [],
): Promise<T> => {
  registerTypeface()
  drawCleanTexts(canvas.getContext('2d'))
  const fixed = {
    ...config,
    plugins: [...(config.plugins ?? []), ...plugins],
    platform: BasicPlatform,
    options: { ...config.options, responsive: false, devicePixelRatio: scale, events: [] },
  } as ChartConfiguration
  const chart = new Chart(canvas, fixed)
  try {
    return await use(chart)
  } finally {
    // Clears the canvas as well, hence not before its content was used.
    chart.destroy()
  }
}

/**
 * Hundredths of a pixel are exact enough, more digits only make the file larger; ids are counted
 * through the whole process by the canvas and here through the document, so that the same chart
 * gives the same bytes.
 */
const settled = (svg: string): string => {
  const ids = new Map<string, string>()
  const settledId = (id: string): string => {
    const known = ids.get(id) ?? `c${ids.size + 1}`
    ids.set(id, known)
    return known
  }
  return svg
    .replace(
      /(id="|url\(#|href="#)([^")]+)/g,
      (_, start: string, id: string) => start + settledId(id),
    )
    .replace(/ d="([^"]*)"/g, (_, path: string) => {
      const short = path.replace(/-?\d+\.\d{3,}/g, (digits) =>
        String(Number(Number(digits).toFixed(2))),
      )
      return ` d="${short}"`
    })
}

/** Has an SVG say in millimetres how large it is. */
const onPaper = (svg: string, { width, height }: NamedChart, widthMm: number | null): string => {
  if (widthMm === null) return svg
  const heightMm = Number(((widthMm * height) / width).toFixed(2))
  return svg.replace(/<svg[^>]*>/, (tag) =>
    tag
      .replace(/ width="[^"]*"/, ` width="${widthMm}mm"`)
      .replace(/ height="[^"]*"/, ` height="${heightMm}mm"`),
  )
}

/** Makes an SVG scale with its place and tells what it shows to those who cannot see it. */
const accessible = (svg: string, { width, height, title, description }: NamedChart): string =>
  svg.replace(
    /<svg([^>]*)>/,
    (_, attributes: string) =>
      `<svg${attributes} viewBox="0 0 ${width} ${height}" role="img">` +
      `<title>${escapeMarkup(title)}</title><desc>${escapeMarkup(description)}</desc>`,
  )
