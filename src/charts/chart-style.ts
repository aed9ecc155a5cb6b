import type { ChartOptions } from './named-chart'
import { paletteOf, type Palette, type ThemeName } from './theme'

/** Sizes of type in pixels. */
interface TypeSizes {
  readonly title: number
  readonly subtitle: number
  /** Ticks and titles of axes. */
  readonly axis: number
  /** Names and figures beside lines and bars. */
  readonly label: number
  /** The figure at the end of a bar. */
  readonly value: number
  readonly note: number
}

/** Options of a chart with the defaults filled in and what follows from them. */
export interface Look {
  readonly theme: ThemeName
  readonly palette: Palette
  /** What is painted behind everything; null for nothing. */
  readonly background: string | null
  readonly width: number
  readonly height: number
  /** Too narrow or low for full words: smaller type, short axis titles. */
  readonly isCompact: boolean
  /** Too low for anything but the plot and its title. */
  readonly isBare: boolean
  /** Too small for titles of axes and a badge as well. */
  readonly isTiny: boolean
  readonly sizes: TypeSizes
}

const full: TypeSizes = { title: 20, subtitle: 12.5, axis: 12.5, label: 12.5, value: 14, note: 12 }
const compact: TypeSizes = { title: 15, subtitle: 11, axis: 11, label: 11, value: 12, note: 11 }

/** Fills in the defaults: light, opaque, 960 × 540. */
export const lookOf = ({
  theme = 'light',
  background = 'theme',
  width = 960,
  height = 540,
}: ChartOptions): Look => {
  const palette = paletteOf(theme)
  const isCompact = width < 640 || height < 400
  return {
    theme,
    palette,
    background: background === 'theme' ? palette.background : null,
    width,
    height,
    isCompact,
    isBare: height < 280,
    isTiny: width < 320 || height < 180,
    sizes: isCompact ? compact : full,
  }
}
