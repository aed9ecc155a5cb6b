import { contenders, type ContenderName, type Marker } from '../engine/contender'
import type { Pair } from '../engine/spec/main-pair'
import { paletteOf, type ThemeName } from './theme'

export type { Marker }

/** How one contender looks in one theme. */
export interface ContenderStyle {
  readonly colour: string
  /** Lengths of line and gap in pixels; empty for a solid line. */
  readonly dash: readonly number[]
  readonly marker: Marker
}

/**
 * Colour, dash and marker of a contender: the same in every chart, in the window and in exports.
 */
export const contenderStyle = (name: ContenderName, theme: ThemeName): ContenderStyle => {
  const { dash, marker, [theme]: colour } = contenders[name].look
  return { colour, dash, marker }
}

/**
 * The same among others: where both of the pair that a title is about are there, they have their
 * colours and all others are grey, so that what a title speaks of is seen first.
 */
export const styleAmong = (
  name: ContenderName,
  others: readonly ContenderName[],
  theme: ThemeName,
  pair: Pair,
): ContenderStyle => {
  const style = contenderStyle(name, theme)
  const isAboutPair = pair.every((one) => others.includes(one))
  return isAboutPair && !pair.includes(name) ? { ...style, colour: paletteOf(theme).other } : style
}
