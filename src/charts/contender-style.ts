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
  const { dash, marker, [theme]: colour } = contenders[name].style
  return { colour, dash, marker }
}

/** Whether a marker consists of strokes alone: Chart.js fills a point, and strokes its border. */
const isStroked: Readonly<Record<Marker, boolean>> = {
  circle: false,
  rect: false,
  triangle: false,
  rectRot: false,
  star: true,
  cross: true,
  crossRot: true,
}

/** How wide a marker's strokes are, in pixels; one that consists of nothing else needs some. */
export const markerStrokePx = (marker: Marker, widthPx: number): number =>
  isStroked[marker] ? widthPx : 0

/**
 * The same among others: where both of a pair that a title is about are there, those of such pairs
 * have their colours and all others are grey, so that what a title speaks of is seen first.
 *
 * @param pairs that of the run; of several runs that are drawn together, that of each
 */
export const styleAmong = (
  name: ContenderName,
  others: readonly ContenderName[],
  theme: ThemeName,
  pairs: readonly Pair[],
): ContenderStyle => {
  const style = contenderStyle(name, theme)
  const there = pairs.filter((pair) => pair.every((one) => others.includes(one)))
  const isAside = there.length > 0 && !there.some((pair) => pair.includes(name))
  return isAside ? { ...style, colour: paletteOf(theme).other } : style
}
