import { createWriteStream } from 'node:fs'
import { mkdtemp, readdir, readFile, readlink, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ZipFile } from 'yazl'
import { unzip } from '../../../build/runtime/unzip'

const LINK = 0o120777

describe('unzip', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scratch-unzip-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** Writes a zip of files, each with its content and its mode. */
  async function zipOf(files: Readonly<Record<string, [content: string, mode: number]>>) {
    const zip = new ZipFile()
    for (const [name, [content, mode]] of Object.entries(files)) {
      zip.addBuffer(Buffer.from(content), name, { mode })
    }
    zip.end()
    const path = join(folder, 'some.zip')
    await pipeline(zip.outputStream, createWriteStream(path))
    return path
  }

  it('keeps modes and symbolic links', async () => {
    const zip = await zipOf({
      'bin/run': ['program', 0o100755],
      'read.me': ['text', 0o100644],
      'bin/latest': ['run', LINK],
    })
    await unzip(zip, join(folder, 'out'))
    expect((await stat(join(folder, 'out/bin/run'))).mode & 0o777).toBe(0o755)
    expect((await stat(join(folder, 'out/read.me'))).mode & 0o777).toBe(0o644)
    expect(await readlink(join(folder, 'out/bin/latest'))).toBe('run')
    expect(await readFile(join(folder, 'out/bin/latest'), 'utf8')).toBe('program')
  })

  it('leaves out what has no place, and puts the rest where it is told', async () => {
    const zip = await zipOf({ 'app/keep': ['', 0o100644], 'app/drop': ['', 0o100644] })
    await unzip(zip, join(folder, 'out'), (name) =>
      name === 'app/drop' ? null : name.slice('app/'.length),
    )
    expect(await readdir(join(folder, 'out'))).toEqual(['keep'])
  })

  it.each(['../outside', '/etc/hostname', 'inner/../../outside'])(
    'refuses a link to %s, which lies outside',
    async (target) => {
      const zip = await zipOf({ link: [target, LINK] })
      await expect(unzip(zip, join(folder, 'out'))).rejects.toThrow(
        '"link" of the zip would lie outside its folder',
      )
      expect(await readdir(join(folder, 'out'))).toEqual([])
    },
  )

  it('refuses a place outside its folder', async () => {
    const zip = await zipOf({ inner: ['', 0o100644] })
    await expect(unzip(zip, join(folder, 'out'), () => '../outside')).rejects.toThrow('outside')
  })
})
