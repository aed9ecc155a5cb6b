import { link, open, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { withUnfinished } from './leftover'
import { errorCode, OutputError } from './output-error'
import { makeFolder, syncFolder } from './output-folder'

/** A file to be written. */
export interface NewFile {
  /** A relative path with forward slashes: "charts/throughput.png". */
  readonly name: string
  readonly data: string | Uint8Array
}

/**
 * Writes all of the files into a folder, or none: each appears whole under its name or not at all,
 * none replaces another, and after a failure those of this call are gone again.
 *
 * @param signal ends it between two files, as a failure does
 * @returns the paths written
 * @throws OutputError naming the path and the reason; the signal's reason once it is aborted
 */
export async function writeFiles(
  folder: string,
  files: readonly NewFile[],
  signal?: AbortSignal,
): Promise<string[]> {
  const made: (() => Promise<void>)[] = []
  const paths: string[] = []
  try {
    for (const { name, data } of files) {
      signal?.throwIfAborted()
      const path = join(folder, name)
      const parent = dirname(path)
      if (await makeFolder(parent)) made.push(() => rmdir(parent))
      await writeNew(path, data)
      made.push(() => rm(path))
      paths.push(path)
    }
  } catch (error) {
    for (const undo of made.reverse()) await undo().catch(() => undefined)
    throw error
  }
  return paths
}

/**
 * Replaces a file as a whole: a reader sees the old content or the new one, never a part.
 *
 * @throws OutputError naming the path and the reason
 */
export async function replaceFile(path: string, data: string | Uint8Array): Promise<void> {
  await throughTemporary(path, data, (temporary) => rename(temporary, path))
}

async function writeNew(path: string, data: string | Uint8Array): Promise<void> {
  await throughTemporary(path, data, async (temporary) => {
    try {
      // Unlike a rename, a link does not replace a file that somebody put there meanwhile.
      await link(temporary, path)
      await rm(temporary)
    } catch (error) {
      // Some file systems have no links; there the folder that was made for this has to do.
      if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(errorCode(error))) throw error
      await rename(temporary, path)
    }
  })
}

/** Writes and syncs a temporary file beside `path`, then lets `place` put it there. */
async function throughTemporary(
  path: string,
  data: string | Uint8Array,
  place: (temporary: string) => Promise<void>,
): Promise<void> {
  try {
    await withUnfinished(path, async (temporary) => {
      const file = await open(temporary, 'wx')
      try {
        await file.writeFile(data)
        await file.sync()
      } finally {
        await file.close()
      }
      await place(temporary)
      await syncFolder(dirname(path))
    })
  } catch (error) {
    throw new OutputError(path, error)
  }
}
