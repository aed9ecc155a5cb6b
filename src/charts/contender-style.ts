import { contenders, type ContenderName, type Marker } from '../engine/contender'
import type { ThemeName } from './theme'

export type { Marker }

/** How one contender looks in one theme. */
export interface ContenderStyle {
  readonly colour: string
  /** Lengths of line and gap in pixels; empty for a solid line. */
  readonly dash: readonly number[]
  readonly marker: Marker
}

/** Colour, dash and marker of a contender: the same in every chart, in the window and in exports. */
export const contenderStyle = (name: ContenderName, theme: ThemeName): ContenderStyle => {
  const { dash, marker, [theme]: colour } = contenders[name].look
  return { colour, dash, marker }
}
