import type { SKRSContext2D } from '@napi-rs/canvas'
import { surfaceOf } from '../../../charts/surface'
import { escapeMarkup } from '../text/clean-text'

/**
 * The canvas writes its SVG as shapes in the order in which they are drawn, and loses letters where
 * it writes text. So texts and the beginnings of series are kept here, and a rectangle of a colour
 * and width that nothing else has marks the place of each, which it then takes.
 */
const MARK_COLOUR = '#010203'
const MARK_WIDTH = 0.5
const mark = new RegExp(
  `<rect fill="${MARK_COLOUR}"[^>]* width="${MARK_WIDTH}" height="(\\d+)"/>`,
  'g',
)

/** Where a text's alphabetic baseline lies below the point it is drawn at, in parts of its size. */
const baselines: Readonly<Record<string, number>> = {
  alphabetic: 0,
  middle: 0.364,
  top: 0.969,
}

const anchors: Readonly<Record<string, string>> = { center: 'middle', right: 'end', end: 'end' }

/** Named, not embedded: the typeface of the charts, and what is like it. */
const FAMILIES = "Inter, 'Helvetica Neue', Helvetica, Arial, sans-serif"

/** What a drawing on a surface is made of, besides its shapes. */
export class SvgParts {
  readonly #context: SKRSContext2D
  readonly #parts: string[] = []

  /**
   * Watches a canvas that is drawn on from here on.
   *
   * @param areTextsKept whether texts stay texts; else they are drawn, as outlines
   */
  constructor(context: SKRSContext2D, areTextsKept: boolean) {
    this.#context = context
    surfaceOf({ ctx: context }).beginSeries = (series) => {
      this.#keep(series === null ? '</g>' : `<g data-series="${escapeMarkup(series)}">`)
    }
    if (!areTextsKept) return
    context.fillText = (text, x, y) => {
      // A mark outside of what is clipped would be left out.
      if (text.trim() !== '') this.#keep(this.#textAt(text, x, y), x, y)
    }
  }

  /** Puts the parts into the places of their marks in what the canvas wrote. */
  into(svg: string): string {
    return svg.replace(mark, (_, place: string) => this.#parts[Number(place) - 1] ?? '')
  }

  #keep(part: string, x = 0, y = 0): void {
    const context = this.#context
    const { fillStyle } = context
    this.#parts.push(part)
    context.save()
    context.fillStyle = MARK_COLOUR
    // At whole pixels, as its sides are written as differences of rounded places.
    context.fillRect(Math.round(x), Math.round(y), MARK_WIDTH, this.#parts.length)
    context.restore()
    // What is read back is not restored with the rest.
    context.fillStyle = fillStyle
  }

  #textAt(text: string, x: number, y: number): string {
    const surface = surfaceOf({ ctx: this.#context })
    const { font, fillStyle, textAlign, textBaseline, fontVariantNumeric } = surface
    const [, size = '12'] = /([\d.]+)px/.exec(font) ?? []
    const anchor = anchors[textAlign]
    // Charts move their texts and never turn them: names of axes stand above.
    const { e: movedX, f: movedY } = this.#context.getTransform()
    const baseline = y + movedY + (baselines[textBaseline] ?? 0) * Number(size)
    const attributes = [
      `x="${short(x + movedX)}" y="${short(baseline)}" font-size="${short(Number(size))}" fill="${fillStyle}"`,
      `font-family="${FAMILIES}"`,
      ...(/^(600|bold)/.test(font) ? ['font-weight="600"'] : []),
      ...(anchor === undefined ? [] : [`text-anchor="${anchor}"`]),
      ...(fontVariantNumeric === 'tabular-nums'
        ? ['style="font-variant-numeric:tabular-nums"']
        : []),
    ]
    return `<text ${attributes.join(' ')}>${escapeMarkup(text)}</text>`
  }
}

/** Hundredths of a pixel are exact enough. */
const short = (value: number): string => String(Number(value.toFixed(2)))
