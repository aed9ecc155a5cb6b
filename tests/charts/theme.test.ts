import { expect, test } from 'vitest'
import { contenderStyle } from '../../src/charts/contender-style'
import { paletteOf, themeNames } from '../../src/charts/theme'
import { contenderNames, runtimeOf, runtimes } from '../../src/engine/contender'

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

test.each(themeNames)(
  'text is readable in the %s theme: AAA for figures, AA for the rest',
  (theme) => {
    const { background, ink, soft, model, caution, fault } = paletteOf(theme)
    for (const colour of [ink, soft]) expect(contrast(colour, background)).toBeGreaterThan(7)
    for (const colour of [model, caution, fault]) {
      expect(contrast(colour, background)).toBeGreaterThan(4.5)
    }
  },
)

test.each(themeNames)('contenders stand out from the background in the %s theme', (theme) => {
  for (const name of contenderNames) {
    const { colour } = contenderStyle(name, theme)
    expect(contrast(colour, paletteOf(theme).background)).toBeGreaterThan(3)
  }
})

test.each(themeNames)('no two things share a colour in the %s theme', (theme) => {
  const colours = [
    ...Object.values<string>({ ...paletteOf(theme) }),
    ...contenderNames.map((name) => contenderStyle(name, theme).colour),
  ]
  expect(new Set(colours).size).toBe(colours.length)
})

test.each(runtimes)(
  'contenders on %s differ in dash and marker too, in both themes alike',
  (on) => {
    const names = contenderNames.filter((name) => runtimeOf(name) === on)
    for (const property of ['dash', 'marker'] as const) {
      const light = names.map((name) => contenderStyle(name, 'light')[property])
      const dark = names.map((name) => contenderStyle(name, 'dark')[property])
      expect(dark).toEqual(light)
      expect(new Set(light.map(String)).size).toBe(names.length)
    }
  },
)
