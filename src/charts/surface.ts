/**
 * The part of a 2D drawing context that the charts' own plugins draw with: the type of a window's
 * context needs DOM types, which charts do not have because they are drawn without a window too.
 */
export interface Surface {
  font: string
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  textAlign: 'left' | 'right' | 'center'
  textBaseline: 'alphabetic' | 'middle' | 'top'
  /** Not in every browser; figures are set in columns where it is. */
  fontVariantNumeric?: string
  /** How letters are put together: `optimizeSpeed` keeps each its own glyph. */
  textRendering?: string
  lang?: string
  /** Where a drawing is taken apart: what follows is of that series, or with null of none again. */
  beginSeries?: (series: string | null) => void
  save(): void
  restore(): void
  beginPath(): void
  closePath(): void
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  fill(): void
  stroke(): void
  setLineDash(lengths: number[]): void
  roundRect(x: number, y: number, width: number, height: number, radius: number): void
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { readonly width: number }
}

/** The surface that a chart draws on. */
export const surfaceOf = (chart: { readonly ctx: unknown }): Surface => chart.ctx as Surface

/** Draws what belongs to a series, so that it can be told apart where a drawing is taken apart. */
export const inSeries = (surface: Surface, series: string | null, draw: () => void): void => {
  if (series !== null) surface.beginSeries?.(series)
  draw()
  if (series !== null) surface.beginSeries?.(null)
}

/** Width of a text in pixels when set in `font`. */
export const textWidth = (surface: Surface, text: string, font: string): number =>
  widthOf(surface, text, font, 'normal')

/** The same where figures are set in equal widths. */
export const tabularWidth = (surface: Surface, text: string, font: string): number =>
  widthOf(surface, text, font, 'tabular-nums')

const widthOf = (
  surface: Surface,
  text: string,
  font: string,
  figures: 'normal' | 'tabular-nums',
): number => {
  surface.save()
  surface.font = font
  surface.fontVariantNumeric = figures
  const { width } = surface.measureText(text)
  surface.restore()
  return width
}
