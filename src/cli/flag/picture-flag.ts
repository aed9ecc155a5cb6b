import type { Command } from 'commander'
import { contenderNames, type ContenderName } from '../../engine/contender'
import { pictureSizeNames, pictureSizes, type PictureSizeName } from '../../contract/export'
import type { ExportOptions } from '../../host/export/export-result'
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
    .option('--title <text>', 'in place of the title of each chart')
    .option('--subtitle <text>', 'in place of what each chart says is drawn')
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
