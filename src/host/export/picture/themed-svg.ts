import { contenderStyle } from '../../../charts/contender-style'
import { paletteOf, type ThemeName } from '../../../charts/theme'
import { contenderNames } from '../../../engine/spec/spec'

/** Every colour that a chart can have, by a name that is the same in both themes. */
const coloursOf = (theme: ThemeName): Map<string, string> => {
  const contenders = contenderNames.map(
    (name) => [name, contenderStyle(name, theme).colour] as const,
  )
  return new Map([...Object.entries<string>({ ...paletteOf(theme) }), ...contenders])
}

/** CSS declarations of the colours of a theme, for a style rule. */
export const colourDeclarations = (theme: ThemeName): string =>
  [...coloursOf(theme)].map(([name, colour]) => `--${name}: ${colour};`).join(' ')

/**
 * Makes a chart drawn in the light theme part of an HTML page: its colours become the variables
 * that the page declares, so that it follows the reader's theme; its ids become its own on a page
 * with several charts.
 */
export const themedSvg = (svg: string, name: string): string => {
  const variables = new Map(
    [...coloursOf('light')].map(([variable, colour]) => [colour, `var(--${variable})`]),
  )
  return (
    svg
      .replace(/^<\?xml[^>]*\?>\s*/, '')
      .replace(
        /(fill|stroke)="([^"]+)"/g,
        (whole, attribute: string, colour: string) =>
          replacement(attribute, variables.get(fullHex(colour))) ?? whole,
      )
      .replace(/(id="|url\(#|href="#)/g, `$1${name}-`)
      // A page sets all its figures so, and allows no style of its parts.
      .replaceAll(' style="font-variant-numeric:tabular-nums"', '')
  )
}

const replacement = (attribute: string, variable: string | undefined): string | undefined =>
  variable === undefined ? undefined : `${attribute}="${variable}"`

/** The canvas writes colours as short as it can. */
const fullHex = (colour: string): string => {
  if (colour === 'white') return '#FFFFFF'
  if (colour === 'black') return '#000000'
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour)
  const digits =
    short === null
      ? colour
      : `#${short
          .slice(1)
          .map((digit) => digit + digit)
          .join('')}`
  return digits.toUpperCase()
}
