import { rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportedFile, ExportFormat, ExportOptions } from '../export/export-result'
import { isToolFormat, toolFiles, type ToolFormat } from '../export/tool/tool-files'
import type { KeptRecord } from './kept-record'
import { makeEmptyFolder } from '../output/output-folder'
import { replaceFile, writeFiles } from '../output/write-files'
import { exists } from '../input/exists'
import { folderName, recordFiles } from './record-file'

/**
 * Writes the result itself and its figures as CSV into an empty folder.
 *
 * @returns the paths written
 * @throws OutputError where they cannot be written; nothing of them is there then
 */
export async function saveRecord(folder: string, record: KeptRecord): Promise<string[]> {
  return writeFiles(folder, await keptFiles(record))
}

/** The record as it is read again, and its figures for a person who looks into the folder. */
async function keptFiles(record: KeptRecord): Promise<ExportedFile[]> {
  const { recordJson } = await import('../export/export-result')
  const data = Buffer.from(recordJson(record))
  return [{ name: recordFiles[record.kind], data }, ...(await filesOf(record, ['csv']))]
}

/**
 * Writes the same in the place of an earlier state of that record.
 *
 * @returns false where the folder holds none any more; nothing is written then
 * @throws OutputError where it cannot be written; each file is the earlier one or the new one
 */
export async function replaceRecord(folder: string, record: KeptRecord): Promise<boolean> {
  if (!(await exists(join(folder, recordFiles[record.kind])))) return false
  for (const { name, data } of await keptFiles(record)) await replaceFile(join(folder, name), data)
  return true
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
async function saveAs(
  folder: string,
  record: KeptRecord,
  formats: readonly ExportFormat[],
  options: ExportOptions = {},
): Promise<string[]> {
  return writeFiles(folder, await filesOf(record, formats, options))
}

/**
 * Writes a result in any formats into a folder that nothing is in: `wanted` itself where it is
 * missing or empty, else a new one in it. Everything is drawn before that, so that nothing is left
 * of what cannot be drawn.
 *
 * @returns the folder and the paths written
 * @throws OutputError where they cannot be written; the folder is not there then unless it was
 *   before
 */
export async function saveIntoEmpty(
  wanted: string,
  record: KeptRecord,
  formats: readonly ExportFormat[],
  options: ExportOptions = {},
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  return writeIntoEmpty(wanted, folderName(record), await filesOf(record, formats, options))
}

/**
 * Writes files into a folder that nothing is in: `wanted` itself where it is missing or empty, else
 * a new one in it, called `name`.
 *
 * @param signal ends it between two files; nothing is left then
 * @throws OutputError where they cannot be written, the signal's reason where it ended it; the
 *   folder is not there then unless it was before
 */
export async function writeIntoEmpty(
  wanted: string,
  name: string,
  made: readonly ExportedFile[],
  signal?: AbortSignal,
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  const { path, isNew } = await makeEmptyFolder(wanted, name)
  try {
    return { folder: path, files: await writeFiles(path, made, signal) }
  } catch (error) {
    // Nothing is in it: files are written whole or not at all.
    if (isNew) await rmdir(path).catch(() => undefined)
    throw error
  }
}

/**
 * Makes the files of a result in any formats, one after the other; those that several share once.
 *
 * @throws InputError where a format for other tools has no such result
 */
export async function filesOf(
  record: KeptRecord,
  formats: readonly (ExportFormat | ToolFormat)[],
  options: ExportOptions = {},
): Promise<ExportedFile[]> {
  // Drawing needs a native module and a typeface: loaded only when something is drawn.
  const { exportResult } = await import('../export/export-result')
  const byName = new Map<string, ExportedFile>()
  for (const format of formats) {
    const files = isToolFormat(format)
      ? await toolFiles(record, format, options)
      : await exportResult(record, format, options)
    for (const file of files) byName.set(file.name, file)
  }
  return [...byName.values()]
}
