import type { Command } from 'commander'
import { themeNames, type ThemeName } from '../../charts/theme'
import { parseChoice } from './choice-flag'

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
  const parse = (given: string): ThemeName => parseChoice('--theme', given, themeNames)
  return command.option('--theme <theme>', `${whose}: ${names}`, parse, 'light')
}
