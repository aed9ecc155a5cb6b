import { rmdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { ExportedFile, ExportFormat, ExportOptions } from '../export/export-result'
import { isToolFormat, toolFiles, type ToolFormat } from '../export/tool/tool-files'
import type { KeptResult } from './kept-result'
import { makeEmptyFolder } from '../output/output-folder'
import { replaceFile, writeFiles } from '../output/write-files'
import { exists } from '../input/exists'
import { folderName, resultFiles } from './result-file'

/**
 * Writes the result itself and its figures as CSV into an empty folder.
 *
 * @returns the paths written
 * @throws OutputError where they cannot be written; nothing of them is there then
 */
export async function saveResult(folder: string, result: KeptResult): Promise<string[]> {
  return writeFiles(folder, await keptFiles(result))
}

/** The result as it is read again, and its figures for a person who looks into the folder. */
async function keptFiles(result: KeptResult): Promise<ExportedFile[]> {
  const { resultJson } = await import('../export/export-result')
  const data = Buffer.from(resultJson(result))
  return [{ name: resultFiles[result.kind], data }, ...(await filesOf(result, ['csv']))]
}

/**
 * Writes the same in the place of an earlier state of that result.
 *
 * @returns false where the folder holds none any more; nothing is written then
 * @throws OutputError where it cannot be written; each file is the earlier one or the new one
 */
export async function replaceResult(folder: string, result: KeptResult): Promise<boolean> {
  if (!(await exists(join(folder, resultFiles[result.kind])))) return false
  for (const { name, data } of await keptFiles(result)) await replaceFile(join(folder, name), data)
  // A window that watches the folder above sees this, and nothing of what is replaced within.
  const now = new Date()
  await utimes(folder, now, now).catch(() => undefined)
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
  result: KeptResult,
  options: ExportOptions = {},
): Promise<string[]> {
  return saveAs(folder, result, ['png', 'svg'], options)
}

/**
 * Writes a result in any formats into a folder. Files that several formats share are written once.
 *
 * @returns the paths written
 * @throws OutputError where they cannot be written; none of them is there then
 */
async function saveAs(
  folder: string,
  result: KeptResult,
  formats: readonly ExportFormat[],
  options: ExportOptions = {},
): Promise<string[]> {
  return writeFiles(folder, await filesOf(result, formats, options))
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
  result: KeptResult,
  formats: readonly ExportFormat[],
  options: ExportOptions = {},
): Promise<{ readonly folder: string; readonly files: readonly string[] }> {
  return writeIntoEmpty(wanted, folderName(result), await filesOf(result, formats, options))
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
  result: KeptResult,
  formats: readonly (ExportFormat | ToolFormat)[],
  options: ExportOptions = {},
): Promise<ExportedFile[]> {
  // Drawing needs a native module and a typeface: loaded only when something is drawn.
  const { exportResult } = await import('../export/export-result')
  const byName = new Map<string, ExportedFile>()
  for (const format of formats) {
    const files = isToolFormat(format)
      ? await toolFiles(result, format, options)
      : await exportResult(result, format, options)
    for (const file of files) byName.set(file.name, file)
  }
  return [...byName.values()]
}
