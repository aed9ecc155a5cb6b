import { buffer } from 'node:stream/consumers'
import { basename } from 'node:path'
import { ZipFile } from 'yazl'
import type { DeliveredFile } from '../../contract/export'
import { mimeTypeOf } from '../mime-type'
import type { ExportedFile } from './export-result'

/** A file as it goes to an interface; its folder is left out. */
export function deliveredFile({ name, data }: ExportedFile): DeliveredFile {
  return {
    fileName: basename(name),
    mimeType: mimeTypeOf(name) ?? 'application/octet-stream',
    base64: data.toString('base64'),
  }
}

/**
 * Several files as one, with their folders: a browser would ask about each. Named after the first
 * folder, and after how many more there are.
 */
export async function zipOf(files: readonly ExportedFile[]): Promise<ExportedFile> {
  const zip = new ZipFile()
  for (const { name, data } of files) zip.addBuffer(data, name)
  zip.end()
  const [first = 'corewise', ...others] = new Set(files.map(({ name }) => name.split('/')[0] ?? ''))
  const more = others.length === 0 ? '' : `-and-${others.length}-more`
  return { name: `${first}${more}.zip`, data: await buffer(zip.outputStream) }
}
