import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from '../charts/synthetic-result'
import { resultSchema } from '../../src/engine/result/result'
import { parseInput } from '../../src/host/input/parse-input'
import { called } from './called'
import { scratch } from '../scratch'

let folder = ''

const write = (name: string, content: unknown): Promise<void> =>
  writeFile(join(folder, name), JSON.stringify(content))

beforeAll(async () => {
  folder = await scratch()
  const result = syntheticResult()
  await write('one.json', result)
  const slower = { ...typical, 'event-loop': { ...typical['event-loop'], jobsPerSecond: 9_791.5 } }
  await write('two.json', syntheticResult(slower, syntheticSpec({ workers: 4 })))
  await write('slower.json', syntheticResult(slower))
  await write(
    'sweep.json',
    syntheticSweep('concurrency', [1, 10], () => result),
  )
  await write('steering.json', syntheticResult(typical, syntheticSpec({ name: 'a\u001b[31mb' })))
  await write(
    'cut.json',
    syntheticResult({
      sequential: { jobsPerSecond: 170, coresUsed: 0, latencyMs: 20, jobsPerCoreSecond: null },
      'event-loop': { ...typical['event-loop'], status: 'partial' },
      'thread-pool': { ...typical['thread-pool'], status: 'not-run' },
    }),
  )
})

test('show prints the table, the verdict and fits 100 columns', async () => {
  const { stdout, code } = await called(['show', 'one.json'], await scratch(), folder)
  expect(code).toBe(0)
  expect(stdout).toMatch(/event-loop +19,600 ±[\d.]+% .* 47,500 ±[\d.]+% +0\.412/)
  expect(stdout).toContain('The event loop finished 49.4 times as many jobs as 8 threads')
  const table = stdout.split('\n').filter((line) => /^\S+ {2,}\d/.test(line))
  expect(table).toHaveLength(5)
  for (const line of table) expect(line.length).toBeLessThanOrEqual(100)
})

test('show --slowest prints so many jobs of each contender, each with what it waited behind', async () => {
  const home = await scratch()
  const { stdout, code } = await called(['show', 'one.json', '--slowest', '2'], home, folder)
  expect(code).toBe(0)
  const lines = stdout.split('\n').filter((line) => line.includes('Job '))
  expect(lines).toHaveLength(10)
  for (const line of lines) expect(line).toMatch(/, behind job 812, which computed for [\d.]+ m?s/)
  const sweep = await called(['show', 'sweep.json', '--slowest', '1'], home, folder)
  expect(sweep.stdout.match(/Job 1,00\d/g)).toHaveLength(10)
})

test.each([
  [['--slowest', '0'], '--slowest: expected a whole number from 1 to 10, got `0`'],
  [['--slowest', '2', '--json'], '--slowest: cannot go with --json'],
  [['--profile', '--json'], '--profile: cannot go with --json'],
  [['--profile', '--slowest', '2'], '--profile: cannot go with --slowest'],
  [['--profile'], '--profile: `one.json` has none; a single run takes one'],
])('show refuses %j in one line', async (flags, line) => {
  const { stderr, code } = await called(['show', 'one.json', ...flags], await scratch(), folder)
  expect([code, stderr]).toEqual([2, expect.stringContaining(line)])
})

test('show --profile prints where the time of each thread went, with lines and the file', async () => {
  const kept = join(folder, 'profiled')
  const file = join(kept, 'profile/thread-pool/worker-1.cpuprofile')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(join(kept, 'result.corewise.json'), JSON.stringify(syntheticResult()))
  const frame = { url: '/you/my-job.ts', lineNumber: 3, columnNumber: 0, scriptId: '1' }
  const root = { url: '', lineNumber: -1, columnNumber: -1, scriptId: '0', functionName: '(root)' }
  const nodes = [
    { id: 1, callFrame: root, hitCount: 0, children: [2, 3] },
    { id: 2, callFrame: { ...frame, functionName: 'compute' }, hitCount: 3 },
    { id: 3, callFrame: { ...root, functionName: '(idle)' }, hitCount: 1 },
  ]
  const times = { startTime: 0, endTime: 4_000, samples: [2, 2, 2, 3] }
  await writeFile(file, JSON.stringify({ nodes, ...times, timeDeltas: [0, 1_000, 1_000, 1_000] }))
  const { stdout, code } = await called(['show', 'profiled', '--profile'], await scratch(), folder)
  expect(code).toBe(0)
  expect(stdout).toContain('4 ms of worker 1 of thread-pool, idle for 25 %')
  expect(stdout).toMatch(/compute \(my-job\.ts:4\) +3 ms +75 % +3 ms/)
  expect(stdout).toContain('worker-1.cpuprofile')
  expect(stdout).toContain('It is no part of the figures.')
})

test('a byte order mark before a result does no harm', async () => {
  await writeFile(join(folder, 'marked.json'), `\ufeff${JSON.stringify(syntheticResult())}`)
  expect((await called(['show', 'marked.json'], await scratch(), folder)).code).toBe(0)
})

test('a figure that is not there is a dash with a line that says why', async () => {
  const { stdout } = await called(['show', 'cut.json'], await scratch(), folder)
  expect(stdout).toMatch(/thread-pool( +–)+\n/)
  expect(stdout).toContain('thread-pool was not run')
  expect(stdout).toContain('event-loop was cut short')
  expect(stdout).toContain('– for jobs per core-second: too little CPU time')
  expect(stdout).toContain('– for a percentile: too few jobs')
})

test('a name in a file cannot steer the terminal', async () => {
  const { stdout } = await called(['show', 'steering.json'], await scratch(), folder)
  expect(stdout).not.toContain('\u001b')
})

test('show prints a sweep as one table a figure, with a row for each value', async () => {
  const { stdout, code } = await called(['show', 'sweep.json'], await scratch(), folder)
  expect(code).toBe(0)
  for (const title of ['jobs per second', 'jobs per core-second', 'cores used', 'latency p99']) {
    expect(stdout).toContain(`\n${title}\n`)
  }
  expect(stdout).toMatch(/\n10 +49\.6 ±\S+ +19,600 ±\S+ +19,400 ±\S+ +396 ±\S+ +19,800 ±\S+\n/)
  expect(stdout).toContain('At 10 jobs in flight: the event loop finished 49.4 times')
})

test('a note on one of several results says which of them it is on', async () => {
  await write(
    'cut-sweep.json',
    syntheticSweep('concurrency', [1, 10], (value) =>
      syntheticResult({
        'event-loop': { ...typical['event-loop'], status: value === 10 ? 'partial' : 'measured' },
      }),
    ),
  )
  const sweep = await called(['show', 'cut-sweep.json'], await scratch(), folder)
  expect(sweep.stdout).toContain('\nevent-loop: cut short at 10.')
  expect(sweep.stdout).not.toContain('concurrency 1 · event-loop was cut short')
  const compared = await called(['compare', 'one.json', 'cut.json'], await scratch(), folder)
  expect(compared.stdout).toContain('\nrun 2 · event-loop was cut short')
})

test('compare puts runs side by side, with intervals, and fits 100 columns', async () => {
  const args = ['compare', 'one.json', 'two.json']
  const { stdout, code } = await called(args, await scratch(), folder)
  expect(code).toBe(0)
  expect(stdout).toMatch(/event-loop +1 +19,600 ±[\d.]+% .* 47,500 ±[\d.]+%/)
  expect(stdout).toMatch(/event-loop +2 +9,790 ±[\d.]+% .* 23,800 ±[\d.]+%/)
  expect(stdout).toContain('The runs differ in jobs in flight or in workers.')
  const table = stdout.split('\n').filter((line) => /^[a-z]+[a-z-]* {2,}\d /.test(line))
  expect(table).toHaveLength(10 + 5)
  for (const line of table) expect(line.length).toBeLessThanOrEqual(100)
})

test('compare tells a difference by its interval, and calls noise what may be none', async () => {
  const args = ['compare', 'one.json', 'two.json']
  const { stdout } = await called(args, await scratch(), folder)
  expect(stdout).toMatch(/\nevent-loop +2 +0\.50\d?× \(0\.\d+–0\.\d+\) +0\.50\d?× \(/)
  expect(stdout).toMatch(/\nthread-pool +2 +within noise \(1\.0\d+, 0\.9\d+–1\.0\d+\)/)
  expect(stdout).toContain('Within noise: the interval includes 1')
  expect(stdout).not.toContain('No interval')
})

test('compare says of runs with too few blocks that they have no interval', async () => {
  const few = { 'event-loop': { ...typical['event-loop'], blocks: 7, jobsPerSecond: 9_791.5 } }
  await write('few.json', syntheticResult(few))
  const args = ['compare', 'one.json', 'few.json', '--fail-if', 'slower:5%']
  const { stdout, code } = await called(args, await scratch(), folder)
  expect(code).toBe(1)
  expect(stdout).toMatch(/\nevent-loop +2 +0\.50× \(no interval\)/)
  expect(stdout).toContain('No interval: it takes 8 blocks in both runs')
  expect(stdout).toContain('\nJudged by the figures alone')
})

test('compare ends with 1 on a regression beyond what --fail-if allows, and says which', async () => {
  const compare = (condition: string) =>
    called(['compare', 'one.json', 'slower.json', '--fail-if', condition], home, folder)
  const home = await scratch()
  const beyond = await compare('slower:5%')
  expect(beyond.code).toBe(1)
  expect(beyond.stdout).toContain('Regression: event-loop in run 2 is 50 % slower than in run 1')
  expect((await compare('slower:60%')).code).toBe(0)
  const refused = await compare('slower:lots')
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('--fail-if')
  expect(refused.stdout).toBe('')
})

test('export writes every format into a folder of its own, twice without overwriting', async () => {
  const home = await scratch()
  const formats = ['--format', 'png,svg,pdf,csv,json,html,md', '--out', 'report']
  const result = join(folder, 'one.json')
  const first = await called(['export', result, ...formats], home)
  expect(first.code).toBe(0)
  const names = await readdir(join(home, 'report'))
  for (const name of [
    'report.pdf',
    'result.csv',
    'result.corewise.json',
    'report.html',
    'charts',
  ]) {
    expect(names).toContain(name)
  }
  const before = await readFile(join(home, 'report', 'report.html'))
  const again = ['--format', 'html', '--out', 'report']
  expect((await called(['export', result, ...again], home)).code).toBe(0)
  expect(await readFile(join(home, 'report', 'report.html'))).toEqual(before)
  expect(await readdir(join(home, 'report'))).toHaveLength(names.length + 1)
})

test('an exported result is read again as it was', async () => {
  const home = await scratch()
  await called(['export', join(folder, 'one.json'), '--format', 'json', '--out', 'a'], home)
  const { stdout } = await called(['show', 'a', '--json'], home)
  expect(parseInput(resultSchema, JSON.parse(stdout), home)).toEqual(syntheticResult())
})

test('env prints what results say of this machine', async () => {
  const { stdout, code } = await called(['env', '--json'], await scratch())
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ versions: { node: process.versions.node } })
})

describe('a file of another tool', () => {
  const real = (name: string) => join(import.meta.dirname, '../host/foreign/real', name)

  test('shows it as that tool’s, with its figures and no verdict', async () => {
    const { stdout, code } = await called(['show', real('wrk-4.1.txt')], await scratch())
    expect(code).toBe(0)
    expect(stdout).toContain('wrk-4.1.txt · another tool’s: wrk')
    expect(stdout).toMatch(/18931\/ +2,510 +2\.62 ms +25\.2 ms +81\.6 ms/)
    expect(stdout).toContain('judged against no other')
  })

  test('exports it back byte for byte, and drawn', async () => {
    const home = await scratch()
    const out = join(home, 'out')
    const file = real('autocannon-9.0.json')
    const args = ['export', file, '--format', 'json,svg,csv,md', '--out', out]
    expect((await called(args, home)).code).toBe(0)
    expect(await readFile(join(out, 'autocannon-9.0.json'), 'utf8')).toBe(
      await readFile(file, 'utf8'),
    )
    expect((await readdir(join(out, 'charts'))).sort()).toContain('foreign-latency.svg')
  })

  test.each([
    ['compare', ['compare', real('wrk-4.1.txt'), 'one.json'], 'is not a run'],
    ['slowest jobs', ['show', real('wrk-4.1.txt'), '--slowest', '2'], 'holds no single jobs'],
    ['benchmark', ['export', real('wrk-4.1.txt'), '--format', 'benchmark'], 'takes a run'],
  ])('refuses it where the lab judges: %s', async (_, args, says) => {
    const { stderr, code } = await called(args, await scratch(), folder)
    expect(code).toBe(2)
    expect(stderr).toContain(says)
  })
})
