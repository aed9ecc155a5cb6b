import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Result } from '../../../src/engine/result/result'
import { pairVerdict } from '../../../src/report/verdict/pair-verdict'
import { usualPair } from '../../../src/engine/spec/main-pair'
import { allLines } from '../../../src/report/verdict/verdict'
import { called } from '../called'
import { start } from '../corewise'
import { scratch } from '../../scratch'

const lessons = resolve(import.meta.dirname, '../../../resources/lessons')

test('lesson without a number lists all lessons', async () => {
  const { stdout, code } = await called(['lesson'], await scratch())
  expect(code).toBe(0)
  expect(stdout.trimEnd().split('\n')).toHaveLength((await readdir(lessons)).length)
  expect(stdout).toContain(' 7  Fetcher and monitor (12 min)')
})

test('lesson 7 shows everything, and that the prediction came true', async () => {
  const { stdout, stderr, code } = await called(['lesson', '7', '--answer', '1'], await scratch())
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(stdout).toContain('There is no lock.')
  expect(stdout).toContain('async def fetcher(is_pausing):')
  expect(stdout).toMatch(/monitor waits for a sleep at line \d+: asyncio\.sleep\(0\.007\)/)
  expect(stdout).toMatch(/\nlength 10\n/)
  expect(stdout).not.toMatch(/\nlength \d*[1-9]\n/)
  expect(stdout).toContain('Your prediction came true: 1  Yes, always')
})

test('--language typescript plays the twin, which does the same', async () => {
  const played = async (...args: readonly string[]) =>
    (await called(['lesson', '7', '--answer', '1', '--steps', '0', ...args], await scratch()))
      .stdout
  const typescript = await played('--language', 'typescript')
  expect(typescript).toContain('function* fetcher(isPausing: boolean)')
  const ending = (text: string): string => text.slice(text.indexOf('\nOutput'))
  expect(ending(typescript)).toBe(ending(await played()))
  const refused = await called(['lesson', '7', '--language', 'pyton'], await scratch())
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('did you mean python?')
})

test('the same prediction does not come true with one more await', async () => {
  const args = ['lesson', '7', '--answer', '1', '--set', 'isPausing=true', '--steps', '0']
  const { stdout } = await called(args, await scratch())
  expect(stdout).toMatch(/\nlength \d*[1-9]\n/)
  expect(stdout).toContain('Your prediction, 1, did not come true; this did: 2  No')
})

test('nobody is asked without an answer and without a terminal', async () => {
  const { stdout, code } = await called(['lesson', '3'], await scratch())
  expect(code).toBe(0)
  expect(stdout).toContain('What came true: 2  None')
})

test('lesson 9 closes with what was measured in threads', async () => {
  const { stdout, code } = await called(['lesson', '9', '--steps', '0'], await scratch())
  expect(code).toBe(0)
  expect(stdout).toMatch(/4 threads that count plainly lost [\d,]+ of 400,000,000 updates/)
  expect(stdout).toMatch(/Atomics\.add lost 0 and took [\d.]+ ns each/)
})

test('lesson 11 closes with two verdicts, lesson 12 compares a loop with a loop per core', async () => {
  const folder = await briefly(['11-one-core-better-used', '12-a-loop-on-every-core'])
  for (const [number, pairs] of [
    ['11', [usualPair, usualPair]],
    ['12', [['loop-per-core', 'event-loop']]],
  ] as const) {
    const results: Result[] = []
    const args = ['lesson', number, '--steps', '0', '--from', folder]
    const { code, stdout } = await called(args, folder, folder, (result) => results.push(result))
    expect(code).toBe(0)
    const verdicts = pairs.map((pair, index) => pairVerdict(found(results[index]), pair))
    const closings = stdout.split('\nMeasured here: ').slice(1)
    expect(closings.map((text) => text.split('\n').slice(1).join('\n').trim())).toEqual(
      verdicts.map((verdict) => allLines(verdict).join('\n')),
    )
  }
})

function found(result: Result | undefined): Result {
  if (result === undefined) throw new Error('nothing was measured')
  return result
}

/** A folder with these lessons, which close with measurements that are over in a second. */
async function briefly(names: readonly string[]): Promise<string> {
  const folder = await scratch()
  for (const name of names) {
    await cp(join(lessons, name), join(folder, name), { recursive: true })
    const text = join(folder, name, 'lesson.md')
    const shortened = (await readFile(text, 'utf8'))
      .replaceAll(/durationMs: \d+/g, 'durationMs: 300\n      blocks: 1')
      .replaceAll(/warmupMs: \d+/g, 'warmupMs: 20')
      .replaceAll(/waitMs: \d+/g, 'waitMs: 2')
      .replaceAll(/cpuMs: \d+/g, 'cpuMs: 0.1')
    await writeFile(text, shortened)
  }
  return folder
}

test('--no-measure leaves the measured comparison out', async () => {
  const { stdout, code } = await called(['lesson', '11', '--no-measure'], await scratch())
  expect(code).toBe(0)
  expect(stdout).not.toContain('Measured here')
})

test('a lesson of one’s own whose program fails is told with its line, and ends with 1', async () => {
  const folder = await scratch()
  await cp(lessons, folder, { recursive: true })
  const program = join(folder, '02-four-counters/original.py')
  const text = await readFile(program, 'utf8')
  await writeFile(program, text.replace('await asyncio.sleep(0)', "raise ValueError('on purpose')"))
  await writeFile(join(folder, '03-await-may-not-pause/lesson.md'), '# no head')
  const { stderr, code } = await called(['lesson', '2', '--from', folder], await scratch())
  expect(stderr).toContain('03-await-may-not-pause/lesson.md:1: a lesson begins with a head')
  expect(stderr).toContain('error: original.py:8: ValueError: on purpose')
  expect(code).toBe(1)
})

test('Ctrl-C ends the measurement of a lesson', async () => {
  const running = start(['lesson', '11', '--steps', '0'], await scratch())
  await new Promise<void>((resolve) => {
    let shown = ''
    running.child.stdout?.on('data', (text: Buffer) => {
      shown += text.toString()
      if (shown.includes('Measured here')) resolve()
    })
  })
  running.child.kill('SIGINT')
  expect((await running.ended).code).toBe(130)
})

test('a control that counts takes whole numbers, and one that was changed is named at the question', async () => {
  const refused = await called(['lesson', '1', '--set', 'jobs=2.5'], await scratch())
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('jobs: expected a whole number from 1 to 50, got `2.5`')
  const { stdout } = await called(['lesson', '1', '--set', 'jobs=9'], await scratch())
  expect(stdout).toContain('Changed: “Jobs of each kind” is 9; the question has 5.')
})

test('the explanation has none of Markdown’s signs', async () => {
  const { stdout } = await called(['lesson', '1'], await scratch())
  expect(stdout).toContain('It computes, and then it needs a core.')
  expect(stdout).toContain('and work(100) keeps the core busy')
})

test('--task checks a program by what it does, and --order an order of lines', async () => {
  const folder = await scratch()
  const own = await readFile(join(lessons, '02-four-counters/original.py'), 'utf8')
  await writeFile(join(folder, 'own.py'), own)
  await writeFile(join(folder, 'my.py'), own.replace('        await asyncio.sleep(0)\n', ''))
  const first = await called(['lesson', '2', '--task', 'own.py'], folder)
  expect(first).toMatchObject({ code: 1, stderr: '' })
  expect(first.stdout).toContain('no   The second line is a 2 (it was b 1)')
  const done = await called(['lesson', '2', '--task', 'my.py'], folder)
  expect(done).toMatchObject({ code: 0, stderr: '' })
  expect(done.stdout).toContain('The task is done.')
  expect((await called(['lesson', '3', '--order'], folder)).stdout).toContain('out of order')
  const refused = await called(['lesson', '3', '--order', 'zz'], folder)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(
    /^error: --order: expected each of the letters \w+ once, got `zz`\n$/,
  )
})
