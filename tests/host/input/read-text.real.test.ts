import { execFileSync } from 'node:child_process'
import { constants, openSync } from 'node:fs'
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readText } from '../../../src/host/input/read-text'

const limits = { maxBytes: 1_024, expected: 'a file of a test' }
const isUnix = process.platform !== 'win32'

describe('the reading of a file that a person named', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scratch-read-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const written = async (content: string | Uint8Array): Promise<string> => {
    const path = join(folder, 'some.txt')
    await writeFile(path, content)
    return path
  }

  it('gives its text, without a byte order mark', async () => {
    expect(await readText(await written('\uFEFFgrüße 日本'), limits)).toBe('grüße 日本')
    expect(await readText(await written(''), limits)).toBe('')
    expect(await readText(await written('x'.repeat(1_024)), limits)).toHaveLength(1_024)
  })

  it('says that there is none, also behind a file in the place of a folder', async () => {
    const path = await written('x')
    for (const missing of [join(folder, 'none'), join(path, 'none')]) {
      await expect(readText(missing, limits)).rejects.toMatchObject({
        reason: 'missing',
        source: missing,
        message: `There is no file ${missing}`,
      })
    }
  })

  it('refuses a folder and one byte too many', async () => {
    await mkdir(join(folder, 'inner'))
    await expect(readText(join(folder, 'inner'), limits)).rejects.toThrow(
      'inner is a folder, expected a file of a test',
    )
    const path = await written('x'.repeat(1_025))
    await expect(readText(path, limits)).rejects.toMatchObject({
      reason: 'too-large',
      message: `${path} is too large: 2 KiB, at most 1 KiB are read`,
    })
  })

  it('refuses what is not UTF-8', async () => {
    const path = await written(Buffer.from('{"a": 1}', 'utf16le').fill(0xff, 0, 1))
    await expect(readText(path, limits)).rejects.toThrow('is not text in UTF-8')
  })

  it.runIf(isUnix)(
    'the reading of a file that a person named never waits for a named pipe and never follows links in a circle',
    async () => {
      const pipe = join(folder, 'pipe')
      execFileSync('mkfifo', [pipe])
      await expect(readText(pipe, limits)).rejects.toThrow('is a named pipe, expected')
      const link = join(folder, 'link')
      await symlink(pipe, link)
      await expect(readText(link, limits)).rejects.toThrow('is a named pipe, expected')
      const circle = join(folder, 'circle')
      await symlink(circle, circle)
      await expect(readText(circle, limits)).rejects.toThrow('its links go round in a circle')
    },
  )

  it.runIf(isUnix)('refuses devices, which have no end', async () => {
    for (const device of ['/dev/zero', '/dev/null']) {
      await expect(readText(device, limits)).rejects.toThrow(`${device} is a device, expected`)
    }
  })

  it.runIf(process.platform === 'linux')(
    'stops at the limit where a size is told as 0',
    async () => {
      await expect(readText('/proc/self/smaps', limits)).rejects.toMatchObject({
        reason: 'too-large',
        message: '/proc/self/smaps is too large: at most 1 KiB are read',
      })
    },
  )

  /** A descriptor of this process that reads what is written, as `<(…)` of a shell has one. */
  const piped = async (text: string): Promise<string> => {
    const path = join(folder, 'handed-in')
    execFileSync('mkfifo', [path])
    const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const writer = await open(path, 'w')
    await writer.writeFile(text)
    await writer.close()
    return `/dev/fd/${descriptor}`
  }

  it.runIf(isUnix)('takes a pipe that was handed in on purpose, to its end', async () => {
    expect(await readText(await piped('from elsewhere'), limits)).toBe('from elsewhere')
  })

  it.runIf(isUnix)('takes no more from a pipe than from a file', async () => {
    await expect(readText(await piped('x'.repeat(1_025)), limits)).rejects.toMatchObject({
      reason: 'too-large',
    })
  })

  it.runIf(isUnix)('says where a descriptor went that is not there', async () => {
    await expect(readText('/dev/fd/987', limits)).rejects.toThrow(
      'There is no /dev/fd/987: npm does not hand it on. Pipe into /dev/stdin instead',
    )
  })
})
