import { createWriteStream } from 'node:fs'
import { mkdir, realpath, symlink } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'

/** The part of a file's mode in which its kind stands, and that of a symbolic link. */
const KIND_BITS = 0o170000
const SYMBOLIC_LINK = 0o120000

/**
 * Unpacks a zip with its modes and symbolic links.
 *
 * @param place where in `folder` a file goes, by its name in the zip; null leaves it out
 * @throws Error if the zip is damaged, or a file or a link would lie outside `folder`
 */
export async function unzip(
  zip: string,
  folder: string,
  place: (name: string) => string | null = (name) => name,
): Promise<void> {
  const archive = await openPromise(zip)
  for await (const entry of archive.eachEntry()) {
    const name = entry.fileName.endsWith('/') ? null : place(entry.fileName)
    if (name === null) continue
    const path = join(folder, name)
    assertInside(folder, path, entry.fileName)
    await mkdir(dirname(path), { recursive: true })
    // Not through a link that an earlier entry made.
    assertInside(await realpath(folder), await realpath(dirname(path)), entry.fileName)
    const mode = entry.externalFileAttributes >>> 16
    const content = await archive.openReadStreamPromise(entry)
    if ((mode & KIND_BITS) === SYMBOLIC_LINK) {
      const target = await text(content)
      assertInside(folder, resolve(dirname(path), target), entry.fileName)
      await symlink(target, path)
    } else {
      await pipeline(content, createWriteStream(path, { mode: mode & 0o777 || 0o644 }))
    }
  }
}

function assertInside(folder: string, path: string, name: string): void {
  const way = relative(folder, path)
  if (way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way) {
    throw new Error(`"${name}" of the zip would lie outside its folder`)
  }
}
