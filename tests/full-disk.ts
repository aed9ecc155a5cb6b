import { execFile } from 'node:child_process'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A folder into which nothing more can be written. */
export interface FullDisk {
  readonly path: string
  /** What the system says to who tries: no space, or for who may mount nothing, no permission. */
  readonly code: 'ENOSPC' | 'EACCES'
  /** Lets the folder be written into again. */
  free(): Promise<void>
  remove(): Promise<void>
}

/**
 * A disk of its own without a free byte, where one can be mounted; else a folder that is read-only.
 */
export async function fullDisk(): Promise<FullDisk> {
  const path = await mkdtemp(join(tmpdir(), 'scratch-full-'))
  const clear = (): Promise<void> => rm(path, { recursive: true, force: true, maxRetries: 10 })
  const mounted = run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path])
  const isMounted = await mounted.then(
    () => true,
    () => false,
  )
  if (isMounted) {
    const filler = join(path, 'filler')
    await writeFile(filler, Buffer.alloc(1024 * 1024)).catch(() => undefined)
    return {
      path,
      code: 'ENOSPC',
      free: () => rm(filler),
      remove: async () => {
        await run('umount', [path])
        await clear()
      },
    }
  }
  await chmod(path, 0o500)
  return {
    path,
    code: 'EACCES',
    free: () => chmod(path, 0o700),
    remove: async () => {
      await chmod(path, 0o700)
      await clear()
    },
  }
}
