import type { Command } from 'commander'
import { contenderNames, type ContenderName } from '../../engine/contender'
import {
  MOST_IN_HEADING,
  drawnFormats,
  pictureSizeNames,
  pictureSizes,
  type PictureSizeName,
} from '../../contract/export'
import type { ExportOptions } from '../../host/export/export-result'
import { InputError, quote } from '../../host/input/input-error'
import { parseChoice } from './choice-flag'

/** How charts are to look that are written for a slide, a page or a paper. */
export interface PictureFlags {
  readonly size?: PictureSizeName
  readonly chart?: string
  readonly title?: string
  readonly subtitle?: string
  readonly contenders?: readonly ContenderName[]
  readonly axis?: 'linear' | 'log'
  readonly notes: boolean
  readonly transparent?: boolean
  readonly outlines?: boolean
}

/** Adds the flags that say what pictures show and how large they are. */
export function addPictureFlags(command: Command): Command {
  return addSizeFlag(command)
    .option(
      '--chart <name>',
      'only this chart: throughput, story, over-time and so on; pdf is then its picture',
    )
    .option('--title <text>', 'in place of the title of each chart', (given: string) =>
      headingText('--title', given),
    )
    .option('--subtitle <text>', 'in place of what each chart says is drawn', (given: string) =>
      headingText('--subtitle', given),
    )
    .option('--contenders <names>', 'whose figures charts show', (given: string) =>
      given.split(',').map((name) => parseChoice('--contenders', name.trim(), contenderNames)),
    )
    .option('--axis <scale>', 'linear or log, where a chart can have both', (given: string) =>
      parseChoice('--axis', given, ['linear', 'log'] as const),
    )
    .option('--no-notes', 'leave out the footnote and the source')
    .option('--transparent', 'paint no background')
    .option('--outlines', 'text of svg as outlines, which need no font')
}

/** @throws InputError where it is empty, or longer than a picture can have */
function headingText(option: string, given: string): string {
  if (given.trim() !== '' && given.length <= MOST_IN_HEADING) return given
  const message = `${option}: expected 1 to ${MOST_IN_HEADING} characters, got ${quote(given)}`
  throw new InputError('invalid-field', message, { source: option, value: given })
}

/** Flags that only say something of pictures, and the formats that heed them. */
const heeded: readonly (readonly [keyof PictureFlags, readonly string[]])[] = [
  ['size', drawnFormats],
  ['chart', drawnFormats],
  ['title', drawnFormats],
  ['subtitle', drawnFormats],
  ['contenders', drawnFormats],
  ['axis', drawnFormats],
  ['transparent', ['png', 'svg', 'pdf', 'md']],
  ['outlines', ['svg']],
]

/** @throws InputError for a flag that none of the formats heeds */
export function assertHeeded(flags: PictureFlags, formats: readonly string[]): void {
  for (const [name, by] of heeded) {
    const value = flags[name]
    if (value === undefined || formats.some((format) => by.includes(format))) continue
    const said = value === true ? '' : `, got ${quote(String(value))}`
    const message = `--${name}: is for ${by.join(', ')}, not for ${formats.join(', ')}${said}`
    throw new InputError('invalid-field', message, { source: `--${name}`, value })
  }
}

/** Adds the flag that says how large pictures are. */
export function addSizeFlag(command: Command): Command {
  const names = pictureSizeNames.join(', ')
  return command.option(
    '--size <size>',
    `the size of pictures: ${names} (85 mm of a paper); without: 960 × 540`,
    (given: string) => parseChoice('--size', given, pictureSizeNames),
  )
}

/** The size of pictures as an export takes it. */
export function sizeOptions(size: PictureSizeName = 'report'): ExportOptions {
  const { widthPx, heightPx, scale, widthMm } = pictureSizes[size]
  return { width: widthPx, height: heightPx, scale, widthMm }
}

/** What the flags of pictures say, as an export takes it. */
export function pictureOptions(flags: PictureFlags): ExportOptions {
  const { size, chart, title, subtitle, contenders, axis, notes, transparent, outlines } = flags
  return {
    ...sizeOptions(size),
    ...(chart === undefined ? {} : { chart }),
    ...(title === undefined ? {} : { title }),
    ...(subtitle === undefined ? {} : { subtitle }),
    contenders: contenders ?? null,
    axis: axis ?? null,
    hasNotes: notes,
    background: transparent === true ? 'transparent' : 'theme',
    text: outlines === true ? 'outlines' : 'text',
  }
}
