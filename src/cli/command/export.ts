import { relative } from 'node:path'
import type { CommandContext } from '../command-context'
import { chartMakersOf, hasScales } from '../../charts/charts-of'
import { exportFormats } from '../../contract/export'
import type { ContenderName } from '../../engine/contender'
import { InputError, quote } from '../../host/input/input-error'
import type { KeptResult } from '../../host/library/kept-result'
import { toolFormats } from '../../host/export/tool/tool-files'
import { folderName } from '../../host/library/result-file'
import { filesOf, writeIntoEmpty } from '../../host/library/save-result'
import { writeUndisturbed } from '../cancellation'
import { parseChoice } from '../flag/choice-flag'
import { outFolder } from '../outcome/deliver'
import { findResult } from '../find-named'
import { checkOut } from '../outcome/save-result'
import { DRAWN_PDF, printable } from '../terminal'
import {
  addPictureFlags,
  assertHeeded,
  pictureOptions,
  type PictureFlags,
} from '../flag/picture-flag'
import { contendersOf } from '../../report/sweep/sweep-status'
import { addThemeFlag, type ThemeOptions } from '../flag/theme-flag'

/** For people, and for other tools. */
const formats = [...exportFormats, ...toolFormats]

interface ExportFlags extends ThemeOptions, PictureFlags {
  readonly format: string
  readonly out: string
}

/** @throws InputError for a contender that the result has not, of which nothing could be drawn */
function assertThere(result: KeptResult, wanted: readonly ContenderName[]): void {
  const there =
    result.kind === 'corewise-sweep'
      ? contendersOf(result)
      : result.kind === 'corewise-result'
        ? result.contenders.map(({ name }) => name)
        : []
  const missing = wanted.find((name) => !there.includes(name))
  if (missing === undefined || there.length === 0) return
  const message = `--contenders: expected some of ${there.join(', ')}, got ${quote(missing)}`
  throw new InputError('invalid-field', message, { source: '--contenders', value: missing })
}

/** @throws InputError for a scale that none of the charts can have */
function assertScaled(result: KeptResult, { axis, chart }: PictureFlags): void {
  if (axis === undefined) return
  const wanted = [...chartMakersOf(result)].filter(
    ([name]) => chart === undefined || name === chart,
  )
  // A chart that there is not is refused for that.
  if (wanted.length === 0 || wanted.some(([, make]) => hasScales(make))) return
  const names = wanted.map(([name]) => name)
  const message = `--axis: no other scale is there for ${names.join(', ')}, got ${quote(axis)}`
  throw new InputError('invalid-field', message, { source: '--axis', value: axis })
}

/** Adds `export`: writes a result in other formats. */
export function addExport({ program, terminal }: CommandContext): void {
  const { print, tell } = terminal
  const command = program
    .command('export')
    .summary('write charts, tables or a report of a result')
    .description('Writes a result in one or more formats into a new folder.')
    .argument('<result>', 'a result file, the folder that it is in, or its name in the library')
    .requiredOption('--format <formats>', formats.join(', '))
    .option(
      '--out <folder>',
      'where to write: the folder itself if it is missing or empty, else a new one in it',
      outFolder,
      '.',
    )
  addThemeFlag(command, 'the theme of png, svg, pdf and md; html follows its reader’s')
  addPictureFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  corewise export results --format png,svg
  corewise export io-bound-20260131T120000Z --format pdf,html,md --out report
  corewise export results --format png --theme dark --size slide --out slides
  corewise export results --format svg --size column --chart cpu --title "What a job costs"
  corewise export results --format hlog,hgrm,benchmark --out tools
  corewise export results --format trace --out jobs`,
    )
    .action(async (target: string, { format, out, theme, ...flags }: ExportFlags) => {
      const wanted = format.split(',').map((name) => parseChoice('--format', name.trim(), formats))
      assertHeeded(flags, wanted)
      const result = await findResult(target)
      assertThere(result, flags.contenders ?? [])
      assertScaled(result, flags)
      await checkOut(out)
      const made = await filesOf(result, wanted, { ...pictureOptions(flags), theme })
      const { folder, files } = await writeUndisturbed((signal) =>
        writeIntoEmpty(out, folderName(result), made, signal),
      )
      if (wanted.includes('pdf')) tell(DRAWN_PDF)
      print(
        [
          `Written to ${printable(folder)}`,
          ...files.map((file) => `  ${relative(folder, file)}`),
        ].join('\n'),
      )
    })
}
