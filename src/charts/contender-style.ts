import type { ContenderName } from '../engine/spec/spec'
import type { ThemeName } from './theme'

/** A mark that tells a line apart without its colour. */
export type Marker = 'circle' | 'rect' | 'triangle' | 'rectRot'

/** How one contender looks wherever it is drawn. */
export interface ContenderStyle {
  readonly colour: string
  /** Lengths of line and gap in pixels; empty for a solid line. */
  readonly dash: readonly number[]
  readonly marker: Marker
}

/**
 * Hues from the colour-blind-safe set of Okabe and Ito ("Color Universal Design", 2008), lighter on
 * dark; dash and marker say the same once more.
 */
const styles: Record<ContenderName, Record<ThemeName, string> & Omit<ContenderStyle, 'colour'>> = {
  'event-loop': { light: '#0072B2', dark: '#56B4E9', dash: [], marker: 'circle' },
  'thread-pool': { light: '#D55E00', dark: '#FF8A4C', dash: [8, 4], marker: 'rect' },
  'loop-per-core': { light: '#009E73', dark: '#34D3A6', dash: [3, 3], marker: 'triangle' },
  sequential: { light: '#6B7280', dark: '#9CA3AF', dash: [10, 4, 2, 4], marker: 'rectRot' },
}

/** Colour, dash and marker of a contender: the same in every chart, in the window and in exports. */
export const contenderStyle = (name: ContenderName, theme: ThemeName): ContenderStyle => {
  const { dash, marker, [theme]: colour } = styles[name]
  return { colour, dash, marker }
}
