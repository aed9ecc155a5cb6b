import type { ExportFormat, ExportOptions } from '../export/export-result'
import type { KeptRecord } from './kept-record'
import { writeFiles } from '../output/write-files'

/**
 * Writes the result itself and its figures as CSV into an empty folder.
 *
 * @returns the paths written
 * @throws OutputError where they cannot be written; nothing of them is there then
 */
export async function saveRecord(folder: string, record: KeptRecord): Promise<string[]> {
  return saveAs(folder, record, ['json', 'csv'])
}

/**
 * Draws the charts of a result as PNG and SVG into `charts` in the folder.
 *
 * @returns the paths written
 * @throws OutputError where they cannot be written; none of them is there then
 */
export async function saveCharts(
  folder: string,
  record: KeptRecord,
  options: ExportOptions = {},
): Promise<string[]> {
  return saveAs(folder, record, ['png', 'svg'], options)
}

/**
 * Writes a result in any formats into a folder. Files that several formats share are written once.
 *
 * @returns the paths written
 * @throws OutputError where they cannot be written; none of them is there then
 */
export async function saveAs(
  folder: string,
  record: KeptRecord,
  formats: readonly ExportFormat[],
  options: ExportOptions = {},
): Promise<string[]> {
  // Drawing needs a native module and a typeface: loaded only when something is drawn.
  const { exportResult } = await import('../export/export-result')
  const exported = await Promise.all(formats.map((format) => exportResult(record, format, options)))
  const byName = new Map(exported.flat().map((file) => [file.name, file]))
  return writeFiles(folder, [...byName.values()])
}
