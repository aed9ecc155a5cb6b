import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { called } from './called'
import { brief, corewise } from './corewise'
import { scratch } from '../scratch'

// What only a process can show; what the command line refuses, and in which words, is in bad-input.

test('bad input ends the process with 2, one line on standard error and nothing kept', async () => {
  const home = await scratch()
  const { code, stdout, stderr } = await corewise(['run', 'io-bound', '--workers', '0'], home)
  expect(stderr).toMatch(/^error: --workers: .*`0`\n$/)
  expect(stdout).toBe('')
  expect(code).toBe(2)
  expect(await readdir(home)).toEqual([])
})

test('--debug shows where in the built files an error comes from', async () => {
  const { stderr, code } = await corewise(['show', 'nowhere', '--debug'], await scratch())
  expect(code).toBe(2)
  expect(stderr).toMatch(/\n\s+at /)
})

test('help goes to standard output where it is asked for, else to standard error', async () => {
  const asked = await corewise(['run', '--help'], await scratch())
  expect(asked).toMatchObject({ code: 0, stderr: '' })
  expect(asked.stdout).toMatch(/^Usage: corewise run .*\n$/s)
  const missing = await corewise([], await scratch())
  expect(missing).toMatchObject({ code: 2, stdout: '' })
  expect(missing.stderr).toMatch(/^Usage: corewise /)
})

test.each([
  ['nowhere', 'nowhere'],
  ['a-file', 'not a folder'],
  ['empty', 'has no file of 1 byte to 1 MiB'],
])('a folder to read, %s, that is none is refused by its field', async (path, says) => {
  const home = await scratch()
  const folder = await scratch()
  await writeFile(join(folder, 'a-file'), '')
  await mkdir(join(folder, 'empty'))
  const { code, stdout, stderr } = await called(['run', 'files', '--path', path], home, folder)
  expect(stderr).toMatch(/^error: .*\n$/)
  expect(stderr).toContain('workload.path')
  expect(stderr).toContain(says)
  expect(stdout).toBe('')
  expect(code).toBe(2)
  expect(await readdir(home)).toEqual([])
})

test('a full disk is told in one line and leaves no half-written file', async (context) => {
  const disk = await smallDisk()
  if (disk === null) {
    context.skip('a small disk can only be mounted by root on Linux')
    return
  }
  try {
    // Room for the result and its CSV, not for all of the charts.
    const contenders = ['--contenders', 'event-loop']
    const args = ['run', 'io-bound', '--out', join(disk.path, 'made'), ...contenders, ...brief]
    const { code, stdout, stderr } = await corewise(args, await scratch())
    expect(code).toBe(1)
    expect(stdout).toContain('event-loop')
    const last = stderr.trimEnd().split('\n').at(-1)
    expect(last).toMatch(/^error: Cannot write .*: the disk is full$/)
    expect(await readdir(join(disk.path, 'made'))).toEqual(['result.corewise.json', 'result.csv'])
  } finally {
    await disk.unmount()
  }
})

interface Disk {
  readonly path: string
  unmount(): Promise<unknown>
}

async function smallDisk(): Promise<Disk | null> {
  const path = await scratch()
  const execute = promisify(execFile)
  try {
    await execute('mount', ['-t', 'tmpfs', '-o', 'size=96k', 'tmpfs', path])
  } catch {
    return null
  }
  return { path, unmount: () => execute('umount', [path]) }
}
