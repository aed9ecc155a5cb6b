import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ChromeTrace } from '../../../src/engine/recorder/chrome-trace'
import { called } from '../called'
import { scratch } from '../../scratch'

const program = `import { createTask, print, sleep, type Coroutine } from 'corewise'
function* child(): Coroutine<void> {
  yield* sleep(20)
  print('child')
}
export function* main(): Coroutine<void> {
  yield* createTask(child(), { name: 'child' })
}
`

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await scratch()
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

const read = async (folder: string, name: string): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, name), 'utf8'))

test('trace runs a program, prints its lines and writes a Chrome trace', async () => {
  const folder = await folderWith({ 'program.ts': program })
  const { stdout, stderr, code } = await called(
    ['trace', 'program.ts', '--out', 'trace.json'],
    folder,
  )
  expect(code).toBe(0)
  expect(stdout).toBe('child\n')
  expect(stderr).toMatch(/^\d+ events written to trace\.json\n$/)
  const { traceEvents } = (await read(folder, 'trace.json')) as ChromeTrace
  const tracks = traceEvents.filter((event) => event.ph === 'M' && event.name === 'thread_name')
  expect(tracks.map((track) => (track.ph === 'M' ? track.args.name : ''))).toEqual([
    'loop',
    'Task-1',
    'child',
  ])
  // Where a step gave way, and with it the wait that it began.
  const gaveWay = traceEvents.flatMap((event) =>
    'args' in event && event.ph !== 'M' && 'line' in (event.args ?? {}) ? [event] : [],
  )
  const args = { line: 3, code: 'sleep(20)', stack: 'child:3' }
  expect(gaveWay).toContainEqual(expect.objectContaining({ ph: 'X', name: 'child', args }))
  expect(gaveWay).toContainEqual(expect.objectContaining({ ph: 'b', args }))
})

test('a recording can be written, and converted to the same trace later', async () => {
  const folder = await folderWith({ 'program.ts': program })
  await called(['trace', 'program.ts', '--out', 'direct.json'], folder)
  await called(['trace', 'program.ts', '--recording', '--out', 'recording.json'], folder)
  const { code } = await called(['trace', 'recording.json', '--out', 'converted.json'], folder)
  expect(code).toBe(0)
  expect(await read(folder, 'recording.json')).toMatchObject({
    kind: 'corewise-recording',
    schemaVersion: 1,
  })
  expect(await read(folder, 'converted.json')).toEqual(await read(folder, 'direct.json'))
})

test.each([
  ['is there already', 'program.ts', 'there is a file of that name'],
  ['is a folder', '.', 'there is a folder of that name'],
  ['is in a file', 'program.ts/trace.json', 'part of the path is a file, not a folder'],
])('a file to write that %s is refused before the program runs', async (_, out, why) => {
  const folder = await folderWith({ 'program.ts': program })
  const ended = await called(['trace', 'program.ts', '--out', out], folder)
  expect(ended).toMatchObject({ code: 2, stdout: '' })
  expect(ended.stderr).toBe(`error: --out: cannot write \`${out}\`: ${why}\n`)
  expect(await readFile(join(folder, 'program.ts'), 'utf8')).toBe(program)
})

test('an endless loop is stopped with one clear line, and what was recorded before it is written', async () => {
  const source = `import { print } from 'corewise'
export function* main() { print('before'); for (;;); }`
  const folder = await folderWith({ 'endless.ts': source })
  const args = ['trace', 'endless.ts', '--time-limit', '1s', '--out', 'trace.json']
  const { stdout, stderr, code } = await called(args, folder)
  expect(stdout).toBe('before\n')
  expect(stderr.trimEnd().split('\n').at(-1)).toBe(
    'error: endless.ts:2 was stopped, in the loop of that line: a task ran for 1 s without pausing, and nobody can interrupt a task',
  )
  expect(code).toBe(1)
  expect(await read(folder, 'trace.json')).toHaveProperty('traceEvents')
})

test('a program that fails is told at its line, and what it did before is written', async () => {
  const folder = await folderWith({
    'bad.ts': program.replace("print('child')", "throw new RangeError('no')"),
  })
  const { stderr, code } = await called(['trace', 'bad.ts', '--out', 'trace.json'], folder)
  expect(stderr.trimEnd().split('\n').at(-1)).toBe('error: bad.ts:4: RangeError: no')
  expect(code).toBe(1)
  expect(await read(folder, 'trace.json')).toHaveProperty('traceEvents')
})

test('trace runs a program in Python, and tells its error in its own words', async () => {
  const folder = await scratch()
  const write = (name: string, text: string) => writeFile(join(folder, name), text)
  await write(
    'good.py',
    'import asyncio\nasync def main():\n    await asyncio.sleep(3)\n    print("over")\nasyncio.run(main())\n',
  )
  await write('bad.py', 'import asyncio\nprint(1 / 0)\n')
  const good = await called(['trace', 'good.py', '--out', 'good.json'], folder)
  expect(good.stdout).toBe('over\n')
  expect(await read(folder, 'good.json')).toHaveProperty('traceEvents')
  const bad = await called(['trace', 'bad.py', '--out', 'bad.json'], folder)
  expect(bad.stderr).toContain('error: bad.py:2: ZeroDivisionError: division by zero')
  expect(bad.code).toBe(1)
})

test('--tree prints who awaits whom with the lines, and needs no file', async () => {
  const folder = await scratch()
  await writeFile(
    join(folder, 'nap.py'),
    'import asyncio\nasync def nap():\n    await asyncio.sleep(0.1)\nasyncio.run(nap())\n',
  )
  const { stdout, code } = await called(['trace', 'nap.py', '--tree', '50ms'], folder)
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n').slice(1)).toEqual([
    '└── Task-1 waits for a sleep',
    '    └── nap, line 3: asyncio.sleep(0.1)',
  ])
})
