import { createWriteStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import { runCommand } from '../runtime/run-command'

const TIMEOUT_MS = 300_000

/** Packs the application's folder under the name `corewise` with the system's tar. */
export async function writeTarGz(application: string, target: string): Promise<void> {
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--sort=name']
  const name = ['--transform', 's,^[.],corewise,']
  await runCommand('tar', ['-czf', target, ...owner, ...name, '-C', application, '.'], {
    timeoutMs: TIMEOUT_MS,
  })
}

/** Packs the application's folder under the name `corewise`, with the modes of its files. */
export async function writeZip(application: string, target: string): Promise<void> {
  const zip = new ZipFile()
  for (const entry of await readdir(application, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const path = join(entry.parentPath, entry.name)
    const { mode } = await lstat(path)
    zip.addFile(path, join('corewise', path.slice(application.length + 1)), { mode })
  }
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(target))
}
