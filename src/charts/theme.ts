/** The two surfaces that charts are drawn on. */
export const themeNames = ['light', 'dark'] as const
export type ThemeName = (typeof themeNames)[number]

/** The typeface that every text in a chart is set in; what draws a chart registers it. */
export const TYPEFACE = 'Corewise Inter'

/** What colours mean, one value per theme; contenders have theirs in contender-style. */
export interface Palette {
  readonly background: string
  /** Titles and names. */
  readonly ink: string
  /** Everything that is read second: ticks, units, figures beside a name. */
  readonly soft: string
  /** Axis lines and leader lines. */
  readonly faint: string
  readonly grid: string
  /** Lines that nobody measured. */
  readonly model: string
  /** Contenders that the title does not speak of. */
  readonly other: string
  /** Intervals laid over bars. */
  readonly interval: string
  /** A range that is marked behind lines. */
  readonly band: string
  /** Something to know before believing a figure. */
  readonly caution: string
  readonly fault: string
}

const palettes: Record<ThemeName, Palette> = {
  light: {
    background: '#FFFFFF',
    ink: '#16191D',
    soft: '#4A515A',
    faint: '#A3A9B1',
    grid: '#E7E9EC',
    model: '#565C64',
    other: '#8B929B',
    interval: '#16191D73',
    band: '#F1E9C8',
    caution: '#8F5700',
    fault: '#B42318',
  },
  dark: {
    background: '#15181C',
    ink: '#F2F4F6',
    soft: '#B4BBC4',
    faint: '#666E78',
    grid: '#2A2F36',
    model: '#C9CED4',
    other: '#7F8893',
    interval: '#F2F4F6A6',
    band: '#3A3520',
    caution: '#F2B544',
    fault: '#FF8D85',
  },
}

/** The colours of a theme. */
export const paletteOf = (theme: ThemeName): Palette => palettes[theme]

/** A font in the form that a drawing context takes. */
export const font = (sizePx: number, weight: 400 | 600 = 400): string =>
  `${weight} ${sizePx}px "${TYPEFACE}"`
