import type { Command } from 'commander'
import { themeNames, type ThemeName } from '../charts/theme'
import { InputError, quote } from '../host/input-error'
import { didYouMean } from './nearest'

/** The surface that charts are to be drawn on. */
export interface ThemeOptions {
  readonly theme: ThemeName
}

/**
 * Adds the flag that says on which surface charts are drawn.
 *
 * @param whose what is drawn so, before the names of the themes
 */
export function addThemeFlag(command: Command, whose: string): Command {
  const names = themeNames.join(' or ')
  return command.option('--theme <theme>', `${whose}: ${names}`, parseTheme, 'light')
}

/** @throws InputError for what is no theme */
function parseTheme(text: string): ThemeName {
  const theme = themeNames.find((candidate) => candidate === text)
  if (theme !== undefined) return theme
  const names = themeNames.join(' or ')
  const message = `--theme: expected ${names}, got ${quote(text)}${didYouMean(text, themeNames)}`
  throw new InputError('invalid-field', message, { source: '--theme', value: text })
}
