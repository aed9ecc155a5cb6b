import { parseInput } from '../../../src/host/input/parse-input'
import { execFileSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { sweepSchema } from '../../../src/engine/result/sweep'
import { resultSchema } from '../../../src/engine/result/result'
import { called } from '../called'
import { brief, start } from '../corewise'
import { scratch } from '../../scratch'

const long = ['--duration', '10m', '--warmup', '100ms', '--blocks', '1']
/** Jobs that leave the cores to others, as what is tried is what ends them. */
const few = ['--concurrency', '20']

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)(
  '%s cancels a run and keeps what was measured, marked partial',
  async (signal, code) => {
    const home = await scratch()
    const contenders = ['--contenders', 'event-loop,thread-pool']
    const run = start(['run', 'io-bound', '--out', 'made', ...contenders, ...few, ...long], home)
    // The first of the lines that come every few seconds: something was measured by then.
    await run.shows('jobs/s')
    run.child.kill(signal)
    const ended = await run.ended
    expect(ended.code).toBe(code)
    expect(ended.stdout).toContain('event-loop was cut short')
    const file = await readFile(join(home, 'made', 'result.corewise.json'), 'utf8')
    const result = parseInput(resultSchema, JSON.parse(file), 'the file')
    expect(result.status).toBe('partial')
    expect(result.contenders.map(({ status }) => status)).toEqual(['partial', 'not-run'])
  },
)

test('a second Ctrl-C ends the process at once', async () => {
  const home = await scratch()
  const run = start(['run', 'http', '--contenders', 'thread-pool', ...long], home)
  await run.shows('started')
  run.child.kill('SIGINT')
  await run.shows('Cancelling')
  run.child.kill('SIGINT')
  const ended = await run.ended
  expect(ended.code).toBe(130)
})

test('a run that is cancelled before anything was measured keeps nothing', async () => {
  const home = await scratch()
  const args = [
    'run',
    'io-bound',
    '--contenders',
    'thread-pool',
    '--warmup',
    '10m',
    '--concurrency',
    '100000',
    '--blocks',
    '1',
  ]
  const run = start(args, home)
  await run.shows('started')
  run.child.kill('SIGINT')
  const ended = await run.ended
  expect(ended.code).toBe(130)
  expect(await readdir(home)).toEqual([])
})

test('the loopback service does not outlive a lab that is killed', async () => {
  const home = await scratch()
  const run = start(['run', 'http', '--contenders', 'event-loop', ...long], home)
  await run.shows('started')
  const service = await childOf(run.child.pid)
  expect(service).not.toBeNull()
  run.child.kill('SIGKILL')
  await run.ended
  while (isAlive(service ?? 0)) await new Promise((resolve) => setTimeout(resolve, 20))
})

test('a sweep that is killed keeps its finished points, in the library and in --out', async () => {
  for (const out of [[], ['--out', 'made']]) {
    const home = await scratch()
    // Many more points than are waited for, so that it goes on for long after that.
    const values = Array.from({ length: 40 }, (_, n) => n + 1)
    const over = ['--over', `concurrency=${values.join()}`, '--contenders', 'event-loop', ...brief]
    const run = start(['sweep', 'io-bound', ...over, ...out], home)
    // The third point is begun once the second one is kept.
    await run.shows('[3/40 at 3] event-loop started')
    run.child.kill('SIGKILL')
    await run.ended
    const folder =
      out.length > 0 ? 'made' : join('runs', (await readdir(join(home, 'runs')))[0] ?? '')
    const file = await readFile(join(home, folder, 'sweep.corewise.json'), 'utf8')
    const sweep = parseInput(sweepSchema, JSON.parse(file), 'the file')
    expect(sweep.status).toBe('partial')
    expect(sweep.points.length).toBeGreaterThanOrEqual(2)
    expect(sweep.points.map(({ value }) => value)).toEqual(values.slice(0, sweep.points.length))
    expect((await called(['show', folder], home)).code).toBe(0)
  }
})

test('Ctrl-C ends a sweep and keeps the points that were measured', async () => {
  const home = await scratch()
  const args = ['sweep', 'io-bound', '--over', 'concurrency=1,2,3', '--out', 'made']
  const run = start([...args, '--contenders', 'event-loop', ...long], home)
  await run.shows('jobs/s')
  run.child.kill('SIGINT')
  expect((await run.ended).code).toBe(130)
  const file = await readFile(join(home, 'made', 'sweep.corewise.json'), 'utf8')
  const sweep = parseInput(sweepSchema, JSON.parse(file), 'the file')
  expect(sweep).toMatchObject({ status: 'partial', points: [{ value: 1 }] })
  expect((await called(['show', 'made'], home)).code).toBe(0)
})

describe('a run that does not stop when told', () => {
  /** Lets the coordinating thread hang for ever once it is told to stop. */
  const hangsOnCancel = async (): Promise<string> => {
    const file = join(await scratch(), 'hangs-on-cancel.cjs')
    const source = `
      const { parentPort, workerData } = require('node:worker_threads')
      if (workerData?.engineFolder !== undefined && workerData.environment !== undefined)
        parentPort.on('message', () => { for (;;) {} })`
    await writeFile(file, source)
    return file
  }

  test('a run that does not stop when told is ended, and what had been measured is kept without charts', async () => {
    const home = await scratch()
    const many = ['--duration', '15s', '--warmup', '50ms', '--blocks', '64']
    const args = ['run', 'io-bound', '--out', 'made', '--contenders', 'event-loop', ...few, ...many]
    const run = start(args, home, home, 'pipe', await hangsOnCancel())
    // The first of the lines that come every few seconds: several blocks were over by then.
    await run.shows('/64 of event-loop')
    run.child.kill('SIGINT')
    const ended = await run.ended
    expect(ended.code).toBe(130)
    expect(ended.stdout).toMatch(/event-loop +[\d,]+/)
    expect(ended.stderr).toContain('No charts were drawn')
    expect(await readdir(join(home, 'made'))).toEqual(['result.corewise.json', 'result.csv'])
    const file = await readFile(join(home, 'made', 'result.corewise.json'), 'utf8')
    const result = parseInput(resultSchema, JSON.parse(file), 'the file')
    expect(result.contenders.map(({ status }) => status)).toEqual(['partial'])
  })

  test('ends with the same code where nothing had been measured', async () => {
    const home = await scratch()
    const run = start(['run', 'io-bound', ...long], home, home, 'pipe', await hangsOnCancel())
    await run.shows('started')
    run.child.kill('SIGINT')
    const ended = await run.ended
    expect(ended.code).toBe(130)
    expect(ended.stderr).toContain('Cancelled before anything was measured')
    expect(await readdir(home)).toEqual([])
  })
})

describe.runIf(process.platform !== 'win32')('a read that never returns', () => {
  /** A folder of files, and how to make each of them a pipe that nobody writes into. */
  const filesThatHang = async (): Promise<{ folder: string; hang: () => void }> => {
    const folder = await scratch()
    const files = Array.from({ length: 8 }, (_, index) => join(folder, String(index)))
    for (const file of files) await writeFile(file, 'content')
    const hang = (): void => {
      for (const file of files) rmSync(file)
      execFileSync('mkfifo', files)
    }
    return { folder, hang }
  }

  test.each([
    ['while a block is measured', ['--warmup', '0ms', '--duration', '10m'], 'jobs/s'],
    ['in a warm-up', ['--warmup', '10m', '--duration', '1s'], 'started'],
  ])('a read that never returns is ended by Ctrl-C %s', async (_, times, shown) => {
    const home = await scratch()
    const { folder, hang } = await filesThatHang()
    const args = ['run', 'files', '--path', folder, '--out', 'made', '--blocks', '1', ...times]
    const some = ['--contenders', 'thread-pool', '--workers', '4', '--rate', '1000']
    const run = start([...args, ...some], home)
    await run.shows(shown)
    hang()
    // Each thread is to read many files in that time, and so sits in the kernel.
    await delay(500)
    const engine = await childOf(run.child.pid)
    run.child.kill('SIGINT')
    expect((await run.ended).code).toBe(130)
    if (engine !== null) await expect.poll(() => isAlive(engine)).toBe(false)
    if (shown !== 'jobs/s') return
    const file = await readFile(join(home, 'made', 'result.corewise.json'), 'utf8')
    const [contender] = parseInput(resultSchema, JSON.parse(file), 'the file').contenders
    expect(contender?.status).toBe('partial')
    expect(contender?.status === 'partial' && contender.figures?.completed).toBeGreaterThan(0)
  })
})

describe('an export', () => {
  let home = ''
  /** What a run writes but its result, which is all of what is exported. */
  let whole: readonly string[] = []
  beforeAll(async () => {
    home = await scratch()
    const contenders = ['--contenders', 'event-loop']
    await called(['run', 'io-bound', '--out', 'made', ...contenders, ...few, ...brief], home)
    const kept = await readdir(join(home, 'made'), { recursive: true })
    whole = kept.filter((name) => !name.endsWith('.json')).sort()
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s while an export is written leaves all of it or nothing',
    async (signal) => {
      const out = join(home, signal)
      const { child, ended } = start(
        ['export', 'made', '--format', 'png,svg,csv', '--out', out],
        home,
      )
      // The folder is there once the first file is about to be written.
      while (!existsSync(out) && child.exitCode === null) await new Promise(setImmediate)
      child.kill(signal)
      await ended
      if (!existsSync(out)) return
      expect((await readdir(out, { recursive: true })).sort()).toEqual(whole)
    },
  )
})

/** The child process of a process, where the system tells. */
async function childOf(pid = 0): Promise<number | null> {
  if (process.platform !== 'linux') return null
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return Number(children.trim().split(' ')[0])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
