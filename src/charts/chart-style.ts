import type { ContenderName } from '../engine/contender'
import type { ChartOptions } from './named-chart'
import { paletteOf, type Palette, type ThemeName } from './theme'

/** Sizes of type in pixels. */
interface TypeSizes {
  readonly title: number
  readonly subtitle: number
  /** Ticks and names of axes. */
  readonly axis: number
  /** Names and figures beside lines and bars. */
  readonly label: number
  /** The figure at the end of a bar. */
  readonly value: number
  /** The footnote and the source: the smallest type. */
  readonly note: number
}

/** Options of a chart with the defaults filled in and what follows from them. */
export interface ChartStyle {
  readonly theme: ThemeName
  readonly palette: Palette
  /** What is painted behind everything; null for nothing. */
  readonly background: string | null
  readonly width: number
  readonly height: number
  /** A length of a picture of 960 × 540 in this one: type, lines and gaps grow with the picture. */
  readonly px: (length: number) => number
  /** Too narrow or low for full words: a smaller title, short axis titles. */
  readonly isCompact: boolean
  /** Too low for anything but the plot and its title. */
  readonly isBare: boolean
  /** Too small for names of axes as well. */
  readonly isTiny: boolean
  readonly sizes: TypeSizes
  /** Whether what stands under the plot is drawn: the footnote and the source. */
  readonly hasFoot: boolean
  /** In place of the chart's own; undefined for these. */
  readonly title: string | undefined
  readonly subtitle: string | undefined
  /** Scale of the figures where both are possible; null for what suits them. */
  readonly scale: 'linear' | 'log' | null
  readonly isShown: (contender: ContenderName) => boolean
}

/** The smallest type, in parts of the height; and of the width, for a picture that is narrow. */
const LINES_OF_HEIGHT = 45
const LINES_OF_WIDTH = 60
/** Nothing smaller can be read: 8 points. */
const LEAST_TYPE_PX = 11

/** Fills in the defaults: light, opaque, 960 × 540. */
export const chartStyleOf = ({
  theme = 'light',
  background = 'theme',
  width = 960,
  height = 540,
  title,
  subtitle,
  contenders = null,
  axis = null,
  hasNotes = true,
}: ChartOptions): ChartStyle => {
  const palette = paletteOf(theme)
  const smallest = Math.max(
    LEAST_TYPE_PX,
    Math.min(height / LINES_OF_HEIGHT, width / LINES_OF_WIDTH),
  )
  const px = (length: number): number => (length * smallest) / 12
  const isCompact = width < px(640) || height < px(400)
  const isBare = height < px(270)
  return {
    theme,
    palette,
    background: background === 'theme' ? palette.background : null,
    width,
    height,
    px,
    isCompact,
    isBare,
    isTiny: width < px(300) || height < px(180),
    sizes: {
      title: px(isCompact ? 16 : 23),
      subtitle: px(isCompact ? 12 : 14),
      axis: smallest,
      label: px(isCompact ? 12 : 13),
      value: px(isCompact ? 12.5 : 15),
      note: smallest,
    },
    hasFoot: hasNotes && !isBare,
    title,
    subtitle,
    scale: axis,
    isShown: (name) => contenders === null || contenders.includes(name),
  }
}
