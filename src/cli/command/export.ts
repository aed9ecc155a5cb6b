import { relative } from 'node:path'
import type { Command } from 'commander'
import { exportFormats, type ExportFormat } from '../../contract/export'
import { InputError, quote } from '../../host/input-error'
import { makeEmptyFolder } from '../../host/output-folder'
import { folderName } from '../../host/record-file'
import { saveAs } from '../../host/save-record'
import { outFolder } from '../deliver'
import { findResult } from '../find-result'
import { didYouMean } from '../nearest'
import type { Terminal } from '../terminal'
import { addThemeFlag, type ThemeOptions } from '../theme-flag'

interface ExportFlags extends ThemeOptions {
  readonly format: string
  readonly out: string
}

/** Adds `export`: writes a result in other formats. */
export function addExport(program: Command, { print }: Terminal): void {
  const command = program
    .command('export')
    .summary('write charts, tables or a report of a result')
    .description('Writes a result in one or more formats into a new folder.')
    .argument('<result>', 'a result file, the folder that it is in, or its name in the library')
    .requiredOption('--format <formats>', exportFormats.join(', '))
    .option(
      '--out <folder>',
      'where to write: the folder itself if it is missing or empty, else a new one in it',
      outFolder,
      '.',
    )
  addThemeFlag(command, 'the theme of png, svg, pdf and md; html follows its reader’s')
    .addHelpText(
      'after',
      `
Examples:
  corewise export results --format png,svg
  corewise export io-bound-20260131T120000Z --format pdf,html,md --out report
  corewise export results --format png --theme dark --out slides`,
    )
    .action(async (target: string, { format, out, theme }: ExportFlags) => {
      const formats = format.split(',').map((name) => parseFormat(name.trim()))
      const record = await findResult(target)
      const { path } = await makeEmptyFolder(out, folderName(record))
      const files = await saveAs(path, record, formats, { theme })
      print([`Written to ${path}`, ...files.map((file) => `  ${relative(path, file)}`)].join('\n'))
    })
}

function parseFormat(name: string): ExportFormat {
  const format = exportFormats.find((candidate) => candidate === name)
  if (format !== undefined) return format
  const names = exportFormats.join(', ')
  const message = `--format: expected ${names}, got ${quote(name)}${didYouMean(name, exportFormats)}`
  throw new InputError('invalid-field', message, { source: '--format', value: name })
}
