import { parseInput } from '../../../src/host/input/parse-input'
import { open, readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { paletteOf } from '../../../src/charts/theme'
import { sweepSchema } from '../../../src/engine/result/sweep'
import { resultSchema, type Result } from '../../../src/engine/result/result'
import { allLines } from '../../../src/report/verdict/verdict'
import { runVerdict } from '../../../src/report/verdict/run-verdict'
import { defaultContenders } from '../../../src/engine/contender'
import { called } from '../called'
import { brief, corewise, start, type Ended } from '../corewise'
import { scratch } from '../../scratch'

const eventLoop = ['--contenders', 'event-loop']
const runFiles = ['charts', 'result.corewise.json', 'result.csv']

async function resultIn(folder: string): Promise<Result> {
  return parseInput(
    resultSchema,
    JSON.parse(await readFile(join(folder, 'result.corewise.json'), 'utf8')),
    'the file',
  )
}

let home = ''
/** What all contenders did on io-bound, with their files in `made`; several tests look at it. */
let ioBound: Ended
beforeAll(async () => {
  home = await scratch()
  ioBound = await corewise(['run', 'io-bound', '--out', 'made', ...brief], home)
})

async function expectTable(
  { code, stdout, stderr }: Omit<Ended, 'signal'>,
  contenders: readonly string[],
): Promise<void> {
  expect(stderr).not.toContain('error')
  expect(code).toBe(0)
  for (const name of contenders) expect(stdout).toContain(name)
  const [, folder = ''] = /Kept in (.+)/.exec(stderr) ?? []
  for (const line of allLines(runVerdict(await resultIn(folder)))) {
    expect(stdout).toContain(`\n${line}\n`)
  }
  expect(
    stdout
      .split('\n')
      .slice(3, 7 + contenders.length)
      .every((line) => line.length <= 100),
  ).toBe(true)
}

test('the preset io-bound runs and prints a table with a verdict', async () => {
  await expectTable(ioBound, defaultContenders)
})

test.each(['cpu-bound', 'mixed', 'http', 'files'])(
  'the preset %s runs and prints a table with a verdict',
  async (preset) => {
    const path = preset === 'files' ? ['--path', import.meta.dirname] : []
    const contenders = ['sequential', 'event-loop', 'thread-pool']
    const args = ['run', preset, ...path, '--contenders', contenders.join(), ...brief]
    await expectTable(await called(args, await scratch()), contenders)
  },
)

test('a run writes the result, its CSV and its charts as PNG and SVG', async () => {
  expect(ioBound.stderr).toContain(`Kept in ${join(home, 'made')}`)
  const folder = join(home, 'made')
  const files = (await readdir(folder)).filter((name) => !name.startsWith('io-bound-'))
  expect(files.sort()).toEqual(runFiles)
  const charts = await readdir(join(folder, 'charts'))
  const stems = (extension: string): string[] =>
    charts
      .filter((name) => name.endsWith(extension))
      .map((name) => name.slice(0, -extension.length))
  expect(stems('.png')).toEqual(stems('.svg'))
  expect(stems('.png').length).toBeGreaterThanOrEqual(3)
  const result = await resultIn(folder)
  expect(result.status).toBe('complete')
  expect(result.contenders.map(({ status }) => status)).toEqual(
    defaultContenders.map(() => 'measured'),
  )
})

test('piped output has no colours, and progress comes as plain lines', () => {
  expect(ioBound.stdout + ioBound.stderr).not.toContain('\u001b')
  expect(ioBound.stderr).toContain('event-loop started')
})

test('running again never overwrites', async () => {
  for (let times = 0; times < 2; times++) {
    await called(['run', 'io-bound', '--out', 'made', ...eventLoop, ...brief], home)
  }
  const made = join(home, 'made')
  const folders = (await readdir(made)).filter((name) => !runFiles.includes(name))
  expect(folders).toHaveLength(2)
  const ids = await Promise.all(
    [made, ...folders.map((name) => join(made, name))].map(async (at) => (await resultIn(at)).id),
  )
  expect(new Set(ids).size).toBe(3)
})

test('a run without --out is kept in the library, where show finds it by its name, with --quiet without a word', async () => {
  const library = await scratch()
  const ended = await corewise(['run', 'io-bound', '--quiet', ...eventLoop, ...brief], library)
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  const [id = ''] = await readdir(join(library, 'runs'))
  expect(id).toMatch(/^io-bound-\d{8}T\d{6}Z$/)
  expect((await called(['show'], library)).stdout).toContain(id)
  expect((await called(['show', id], library)).stdout).toContain('event-loop')
})

test('--json prints the result file alone on standard output', async () => {
  const home = await scratch()
  const contenders = ['--contenders', 'sequential']
  const { stdout } = await called(['run', 'io-bound', '--json', ...contenders, ...brief], home)
  const printed = parseInput(resultSchema, JSON.parse(stdout), 'the file')
  const [id = ''] = await readdir(join(home, 'runs'))
  expect(await resultIn(join(home, 'runs', id))).toEqual(printed)
})

test('every flag of the spec reaches the result', async () => {
  const home = await scratch()
  const flags = {
    '--concurrency': '7',
    '--workers': '3',
    '--loops': '2',
    '--uv-threads': '3',
    '--wait-ms': '4.5',
    '--cpu-ms': '0.25',
    '--spread': 'uniform',
    '--response-bytes': '2048',
    '--duration': '0.2',
    '--warmup': '50ms',
    '--blocks': '2',
    '--generations': '1',
    '--precision': '50%',
    '--precision-limit': '1s',
    '--when-quiet': '1s',
    '--rate': '50',
    '--arrivals': 'constant',
    '--seed': '42',
    '--rounds-per-ms': '321.5',
    '--contenders': 'thread-pool,event-loop',
    '--compare': 'event-loop,thread-pool',
    '--python': 'python3',
    '--throw-every': '5',
    '--exit-at': '999999999',
  }
  const { stdout, code } = await called(
    ['run', 'http', '--json', '--quiet', ...Object.entries(flags).flat()],
    home,
  )
  expect(code).toBe(0)
  const { spec, contenders } = parseInput(resultSchema, JSON.parse(stdout), 'the file')
  expect(spec).toEqual({
    name: 'http',
    workload: { kind: 'http', waitMs: 4.5, cpuMs: 0.25, responseBytes: 2048, spread: 'uniform' },
    load: { kind: 'open', arrivalsPerSecond: 50, arrivals: 'constant' },
    concurrency: 7,
    workers: 3,
    loops: 2,
    cores: null,
    uvThreads: 3,
    durationMs: 200,
    blocks: 2,
    generations: 1,
    precision: 0.5,
    precisionLimitMs: 1_000,
    whenQuietMs: 1_000,
    warmupMs: 50,
    seed: 42,
    roundsPerMs: 321.5,
    contenders: ['thread-pool', 'event-loop'],
    compare: ['event-loop', 'thread-pool'],
    python: 'python3',
    faults: { throwEvery: 5, exitAt: 999_999_999 },
  })
  expect(contenders.map(({ name }) => name)).toEqual(['thread-pool', 'event-loop'])
})

test('a spec from a file runs under its own name', async () => {
  const home = await scratch()
  const presets = JSON.parse((await called(['presets', '--json'], home)).stdout) as {
    spec: Record<string, unknown>
  }[]
  await writeFile(join(home, 'mine.json'), JSON.stringify({ ...presets[0]?.spec, name: 'mine' }))
  const args = ['run', 'mine.json', ...eventLoop, '--json', ...brief]
  const { stdout } = await called(args, home)
  expect(parseInput(resultSchema, JSON.parse(stdout), 'the file').spec.name).toBe('mine')
})

test('a worker that dies ends its contender with an error, not the run', async () => {
  const home = await scratch()
  const { code, stdout } = await called(
    ['run', 'io-bound', '--exit-at', '40', '--contenders', 'event-loop,sequential', ...brief],
    home,
  )
  expect(code).toBe(1)
  expect(stdout).toContain('event-loop failed: ')
  expect(stdout).toContain('sequential')
})

test('a job that throws is counted and its message shown', async () => {
  const home = await scratch()
  const { code, stdout } = await called(
    ['run', 'io-bound', '--throw-every', '3', ...eventLoop, ...brief],
    home,
  )
  expect(code).toBe(0)
  expect(stdout.replace(/\s+/g, ' ')).toMatch(
    /event-loop: [\d,]+ of [\d,]+ jobs failed\. Most of them say “.+”: mend that, then run it again\./,
  )
})

test('a run is kept though nobody reads what it prints', async () => {
  const home = await scratch()
  const args = ['run', 'io-bound', '--out', 'made', ...eventLoop, ...brief]
  const run = start(args, home)
  run.child.stdout?.destroy()
  expect((await run.ended).code).toBe(0)
  expect(await readdir(join(home, 'made'))).toContain('result.corewise.json')
})

test('a full disk behind standard output is told in one line, and the run is kept', async (context) => {
  if (process.platform !== 'linux') context.skip('only Linux has a device that is always full')
  const home = await scratch()
  const args = ['run', 'io-bound', '--json', '--quiet', '--out', 'made', ...eventLoop]
  const full = await open('/dev/full', 'w')
  const { code, stderr } = await start([...args, ...brief], home, home, full.fd).ended
  await full.close()
  expect(code).toBe(1)
  expect(stderr).toBe('error: Cannot write to standard output: the disk is full\n')
  expect(await readdir(join(home, 'made'))).toContain('result.corewise.json')
})

test('charts are drawn in the theme that is asked for, by a run and by an export alike', async () => {
  const home = await scratch()
  const themeOf = async (folder: string): Promise<string[]> => {
    const svg = await readFile(join(home, folder, 'charts', 'throughput.svg'), 'utf8')
    return (['light', 'dark'] as const).filter((theme) =>
      svg.toUpperCase().includes(paletteOf(theme).soft),
    )
  }
  const run = ['run', 'io-bound', ...brief, ...eventLoop, '--quiet']
  await called([...run, '--theme', 'dark', '--out', 'night'], home)
  expect(await themeOf('night')).toEqual(['dark'])
  await called(['export', 'night', '--format', 'svg', '--out', 'day'], home)
  expect(await themeOf('day')).toEqual(['light'])
  await called(['export', 'night', '--format', 'svg', '--theme', 'dark', '--out', 'late'], home)
  expect(await themeOf('late')).toEqual(['dark'])
  const { code, stderr } = await called([...run, '--theme', 'drak'], home)
  expect(code).toBe(2)
  expect(stderr).toContain('--theme: expected light or dark, got `drak`')
})

test('a sweep runs each of its points', async () => {
  const home = await scratch()
  const two = ['--contenders', 'event-loop,thread-pool']
  const over = ['--over', 'concurrency=1,20', '--json']
  const { stdout, code } = await called(['sweep', 'io-bound', ...over, ...two, ...brief], home)
  expect(code).toBe(0)
  const sweep = parseInput(sweepSchema, JSON.parse(stdout), 'the file')
  expect(sweep.status).toBe('complete')
  expect(sweep.points.map(({ value, result }) => [value, result.spec.concurrency])).toEqual([
    [1, 1],
    [20, 20],
  ])
  const [id = ''] = await readdir(join(home, 'runs'))
  expect(id).toMatch(/^io-bound-over-concurrency-/)
  expect((await readdir(join(home, 'runs', id))).sort()).toEqual([
    'charts',
    'sweep.corewise.json',
    'sweep.csv',
  ])
})

test('a run whose library cannot be written is measured and printed, and says that it is not kept', async () => {
  const home = await scratch()
  const file = join(home, 'a-file')
  await writeFile(file, 'content')
  const args = ['run', 'io-bound', '--contenders', 'event-loop', ...brief]
  const { code, stdout, stderr } = await start(args, file, home).ended
  expect(stderr).toContain('part of the path is a file, not a folder. What is measured is printed')
  // On a busy machine so short a block may give no rate, but it gives latencies.
  expect(stdout).toMatch(/^event-loop .* ms/m)
  expect(code).toBe(1)
})
