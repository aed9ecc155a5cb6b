import { chmod, mkdir, open, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { syntheticResult, syntheticSpec } from '../charts/synthetic-result'
import { called } from './called'
import { scratch } from '../scratch'

let folder = ''

const write = (name: string, content: unknown): Promise<void> =>
  writeFile(
    join(folder, name),
    typeof content === 'string' ? content : JSON.stringify(content, null, 2),
  )

beforeAll(async () => {
  folder = await scratch()
  const spec = syntheticSpec()
  const result = syntheticResult()
  await write('not.json', 'hello, world')
  await write('empty.json', '')
  await write('cut-spec.json', JSON.stringify(spec).slice(0, 60))
  await write('cut-result.json', JSON.stringify(result, null, 2).slice(0, 5_000))
  await write('newer-spec.json', { ...spec, schemaVersion: 2 })
  await write('newer-result.json', { ...result, schemaVersion: 99 })
  await write('list.json', [1, 2])
  await write('result.json', result)
  await write('spec.json', spec)
  await write('turned.json', { ...spec, name: 'a\u202eb' })
  await write('unknown-field.json', { ...spec, colour: 'red' })
  await write('zero.json', { ...spec, concurrency: 0 })
  await write('infinite.json', JSON.stringify(spec).replace('"waitMs":20', '"waitMs":1e999'))
  await write('nan.json', JSON.stringify(spec, null, 2).replace('"waitMs": 20', '"waitMs": NaN'))
  await write('twice.json', { ...spec, contenders: ['event-loop', 'event-loop'] })
  await write('kind.json', { ...spec, workload: { kind: 'dance' } })
  await write('bad-figure.json', { ...result, plan: { ...result.plan, length: -3 } })
  await write('program.ts', 'export function* main() {}')
  await write('newer-recording.json', { kind: 'corewise-recording', schemaVersion: 2 })
  await write('cut-recording.json', { kind: 'corewise-recording', schemaVersion: 1 })
  await mkdir(join(folder, 'folder'))
  const large = await open(join(folder, 'large.json'), 'w')
  await large.truncate(500 * 1024 * 1024)
  await large.close()
})

interface Case {
  readonly args: readonly string[]
  /** Parts that the one line must have: the field and the value. */
  readonly says: readonly string[]
}

const cases: readonly Case[] = [
  { args: ['rnu'], says: ['unknown command', 'rnu', 'run'] },
  { args: ['run'], says: ['preset'] },
  { args: ['run', 'io-bond'], says: ['`io-bond`', 'did you mean io-bound?'] },
  { args: ['run', 'io-bound', 'extra'], says: ['too many arguments'] },
  { args: ['run', 'io-bound', '--concurency', '3'], says: ['--concurency', '--concurrency'] },
  ...['NaN', 'Infinity', '-Infinity', '1e999', '-5', '0', '1.5', 'abc', '', '0x10', '1000001'].map(
    (value) => ({
      args: ['run', 'io-bound', '--concurrency', value],
      says: ['--concurrency', 'a whole number from 1 to 1,000,000', `\`${value}\``],
    }),
  ),
  {
    args: ['run', 'io-bound', '--wait-ms', '-1'],
    says: ['--wait-ms', 'from 0 to 60,000', '`-1`'],
  },
  { args: ['run', 'io-bound', '--workers', '2000'], says: ['--workers', '256', '`2000`'] },
  { args: ['run', 'io-bound', '--seed', '1.5'], says: ['--seed', '`1.5`'] },
  { args: ['run', 'io-bound', '--duration', '5x'], says: ['--duration', '5s', '`5x`'] },
  { args: ['run', 'io-bound', '--duration', '-1s'], says: ['--duration', '`-1s`'] },
  { args: ['run', 'io-bound', '--duration', '50ms'], says: ['--duration', '100', '`50ms`'] },
  { args: ['run', 'io-bound', '--warmup', 'NaN'], says: ['--warmup', '`NaN`'] },
  { args: ['run', 'io-bound', '--spread', 'odd'], says: ['--spread', 'uniform', '`odd`'] },
  { args: ['run', 'io-bound', '--throw-every', '-2'], says: ['--throw-every', '`-2`'] },
  {
    args: ['run', 'io-bound', '--contenders', 'event-lop'],
    says: ['--contenders', '`event-lop`', 'did you mean event-loop?'],
  },
  {
    args: ['run', 'io-bound', '--contenders', 'event-loop,event-loop'],
    says: ['--contenders', 'at most once'],
  },
  { args: ['run', 'io-bound', '--contenders', ''], says: ['--contenders'] },
  { args: ['run', 'io-bound', '--cpu-ms', '3'], says: ['--cpu-ms', 'does not apply', 'io-bound'] },
  { args: ['run', 'cpu-bound', '--path', '/'], says: ['--path', 'does not apply', 'files'] },
  { args: ['run', 'files', '--path', ''], says: ['--path', '``'] },
  { args: ['run', 'nowhere.ts', '--uv-threads', '65'], says: ['--uv-threads', '1 to 64', '`65`'] },
  {
    args: ['run', 'nowhere.ts', '--contenders', 'python-threads'],
    says: ['--contenders', '`python-threads`', 'jobs in Python, and nowhere.ts is in TypeScript'],
  },
  { args: ['run', 'nowhere.json'], says: ['no file', 'nowhere.json'] },
  { args: ['run', 'folder'], says: ['folder'] },
  { args: ['run', 'not.json'], says: ['not.json is not JSON', '`hello, world`'] },
  { args: ['run', 'empty.json'], says: ['empty.json is empty'] },
  { args: ['run', 'cut-spec.json'], says: ['cut-spec.json is truncated'] },
  { args: ['run', 'newer-spec.json'], says: ['newer version', 'schemaVersion', '`2`'] },
  { args: ['run', 'list.json'], says: ['list.json is not a spec', '`[ 1, 2 ]`'] },
  { args: ['run', 'result.json'], says: ['result.json is not a spec', '`corewise-result`'] },
  { args: ['run', 'unknown-field.json'], says: ['colour', 'no such field'] },
  { args: ['run', 'zero.json'], says: ['concurrency', 'from 1 to 1,000,000', '`0`'] },
  { args: ['run', 'infinite.json'], says: ['workload.waitMs', '60,000', '`Infinity`'] },
  { args: ['run', 'nan.json'], says: ['nan.json is not JSON', 'waitMs', 'NaN'] },
  { args: ['run', 'twice.json'], says: ['contenders', 'event-loop'] },
  { args: ['run', 'kind.json'], says: ['workload.kind', 'wait, cpu', '`dance`'] },
  { args: ['run', 'large.json'], says: ['large.json is too large', '500 MiB'] },
  { args: ['run', 'io-bound', '--out', 'spec.json'], says: ['spec.json', 'not a folder'] },
  { args: ['run', 'io-bound', '--out', 'spec.json/in'], says: ['spec.json', 'not a folder'] },
  { args: ['run', 'io-bound', '--out', ''], says: ['--out', 'a folder', '``'] },
  { args: ['export', 'result.json', '--format', 'csv', '--out', ''], says: ['--out', '``'] },
  { args: ['sweep', 'io-bound'], says: ['--over'] },
  { args: ['sweep', 'io-bound', '--over', 'speed=1'], says: ['--over', '`speed`'] },
  {
    args: ['sweep', 'io-bound', '--over', 'worker=1'],
    says: ['`worker`', 'did you mean workers?'],
  },
  { args: ['sweep', 'io-bound', '--over', 'concurrency='], says: ['--over', 'values'] },
  {
    args: ['sweep', 'io-bound', '--over', 'concurrency=1,0'],
    says: ['--over', 'from 1 to 1,000,000', '`0`'],
  },
  { args: ['sweep', 'mixed', '--over', 'cpu-share=0..2'], says: ['--over', 'from 0 to 1', '`2`'] },
  { args: ['sweep', 'mixed', '--over', 'cpu-share=0..1/1e9'], says: ['--over', '`1e9`'] },
  { args: ['sweep', 'files', '--over', 'cpu-share=0..1'], says: ['--over', 'files'] },
  {
    args: ['sweep', 'io-bound', '--over', 'uv-threads=1,2'],
    says: ['--over', 'uv-threads', '`wait`', 'no hidden threads'],
  },
  { args: ['show', 'nowhere'], says: ['`nowhere`'] },
  { args: ['show', 'nowhere/result.json'], says: ['nowhere/result.json'] },
  { args: ['show', 'folder'], says: ['result.corewise.json', 'folder'] },
  { args: ['show', 'not.json'], says: ['not.json is not JSON'] },
  { args: ['show', 'cut-result.json'], says: ['cut-result.json is truncated'] },
  { args: ['show', 'newer-result.json'], says: ['newer version', 'schemaVersion', '`99`'] },
  { args: ['show', 'spec.json'], says: ['not a Corewise result', 'kind'] },
  { args: ['show', 'bad-figure.json'], says: ['plan.length', '`-3`'] },
  { args: ['show', 'large.json'], says: ['large.json is too large', '500 MiB'] },
  { args: ['compare', 'result.json'], says: ['results'] },
  { args: ['gather', 'nowhere'], says: ['There is no folder', 'nowhere'] },
  { args: ['gather', 'result.json'], says: ['Cannot read the folder', 'result.json'] },
  { args: ['compare', 'result.json', 'list.json'], says: ['list.json', 'kind'] },
  { args: ['export', 'result.json'], says: ['--format'] },
  {
    args: ['export', 'result.json', '--format', 'png', '--contenders', 'python-asyncio'],
    says: ['--contenders', '`python-asyncio`'],
  },
  { args: ['run', 'turned.json'], says: ['turned.json: name: A name has no control characters'] },
  ...[
    ['--axis', 'log', '--chart', 'throughput'],
    ['--title', ''],
    ['--subtitle', ' '],
  ].map(([option = '', value = '', ...rest]) => ({
    args: ['export', 'result.json', '--format', 'png', option, value, ...rest],
    says: [`${option}: `, `got \`${value}\``],
  })),
  ...[
    ['--chart', 'cpu'],
    ['--title', 'Mine'],
    ['--axis', 'linear'],
    ['--size', 'slide'],
  ].map(([option = '', value = '']) => ({
    args: ['export', 'result.json', '--format', 'csv,hlog', option, value],
    says: [`${option}: is for png, svg, pdf, html, md, not for csv, hlog, got \`${value}\``],
  })),
  {
    args: ['export', 'result.json', '--format', 'png,csv', '--outlines'],
    says: ['--outlines: is for svg, not for png, csv'],
  },
  { args: ['export', 'result.json', '--format', 'svgg'], says: ['`svgg`', 'did you mean svg?'] },
  {
    args: ['export', 'result.json', '--format', 'csv', '--out', 'spec.json'],
    says: ['spec.json', 'not a folder'],
  },
  { args: ['lesson', '99'], says: ['no lesson `99`', '1, 2, 3'] },
  { args: ['lesson', '7', '--answer', '3'], says: ['--answer', 'from 1 to 2', '`3`'] },
  { args: ['lesson', '7', '--steps', '-1'], says: ['--steps', '`-1`'] },
  { args: ['lesson', '7', '--set', 'isPausing'], says: ['--set', 'name=value', '`isPausing`'] },
  { args: ['lesson', '7', '--set', 'speed=1'], says: ['--set', '`speed`', 'isPausing'] },
  { args: ['lesson', '7', '--set', 'isPausing=3'], says: ['isPausing', 'true or false', '`3`'] },
  { args: ['lesson', '2', '--set', 'limit=1e9'], says: ['limit', 'from 2 to 20'] },
  { args: ['lesson', '--from', 'nowhere'], says: ['There is no folder `nowhere`'] },
  { args: ['lesson', '--from', 'not.json'], says: ['`not.json` is no folder, expected one with'] },
  { args: ['handout', '--from', 'not.json'], says: ['`not.json` is no folder, expected one with'] },
  { args: ['show', ''], says: ['There is no file ``'] },
  { args: ['trace', 'program.ts', '--out', 'folder'], says: ['there is a folder of that name'] },
  { args: ['trace', 'program.ts'], says: ['--out'] },
  { args: ['trace', 'nowhere.ts', '--out', 'a.json'], says: ['no file', 'nowhere.ts'] },
  { args: ['trace', 'folder', '--out', 'a.json'], says: ['folder'] },
  {
    args: ['trace', 'program.ts', '--out', 'spec.json'],
    says: ['spec.json', 'a file of that name'],
  },
  {
    args: ['trace', 'program.ts', '--time-limit', '1ms', '--out', 'a.json'],
    says: ['--time-limit', '`1ms`'],
  },
  { args: ['trace', 'result.json', '--out', 'a.json'], says: ['not a Corewise recording', 'kind'] },
  {
    args: ['trace', 'newer-recording.json', '--out', 'a.json'],
    says: ['newer version', 'schemaVersion', '`2`'],
  },
  {
    args: ['trace', 'cut-recording.json', '--out', 'a.json'],
    says: ['cut-recording.json', 'clock'],
  },
]

test.each(cases.map((each) => [each.args.join(' '), each] as const))(
  'corewise %s is refused in one line that names what is wrong',
  async (_, { args, says }) => {
    const home = await scratch()
    const { code, stdout, stderr } = await called(args, home, folder)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/^error: /)
    for (const part of says) expect(stderr).toContain(part)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(stdout).toBe('')
    expect(code).toBe(2)
    expect(await readdir(home)).toEqual([])
  },
)

test('no bad input left anything behind in the folder it was given in', async () => {
  const left = await readdir(folder)
  expect(left.filter((name) => !name.endsWith('.json'))).toEqual(['folder', 'program.ts'])
  expect(left).not.toContain('a.json')
})

test('--debug adds where an error comes from', async () => {
  const { stderr, code } = await called(['show', 'not.json', '--debug'], await scratch(), folder)
  expect(code).toBe(2)
  expect(stderr).toMatch(/\n\s+at /)
})

test('a missing command shows the help, and the exit code says that it is missing', async () => {
  const { stderr, code } = await called([], await scratch())
  expect(code).toBe(2)
  expect(stderr).toContain('Usage: corewise')
})

test.each(['run', 'presets', 'sweep', 'show', 'compare', 'export', 'env', 'lesson', 'trace'])(
  '%s --help ends well and has examples',
  async (command) => {
    const { stdout, code } = await called([command, '--help'], await scratch())
    expect(code).toBe(0)
    expect(stdout).toContain(`Examples:\n  corewise ${command}`)
    expect(stdout).toContain('write "npm run lab --" for corewise')
  },
)

test.each([
  ['run', 'io-bound'],
  ['sweep', 'io-bound', '--over', 'concurrency=1,2'],
  ['crossover', 'mixed'],
  ['max-rate', 'io-bound', '--p99', '50ms'],
  ['cost'],
  ['memory'],
])('%s does not measure what it cannot write into --out', async (...args) => {
  const out = process.platform === 'linux' ? '/proc/corewise/made' : 'spec.json'
  const { code, stdout, stderr } = await called([...args, '--out', out], await scratch(), folder)
  expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  expect(stderr).toContain(`error: --out: cannot write into \`${out}\`: `)
  expect(stdout).toBe('')
  expect(code).toBe(2)
})

test('a folder that may not be written is refused before anything is run', async (context) => {
  if (process.getuid?.() === 0) context.skip('root can write every folder')
  const home = await scratch()
  const shut = join(home, 'shut')
  await mkdir(shut)
  await chmod(shut, 0o500)
  const { code, stderr } = await called(['run', 'io-bound', '--out', join(shut, 'made')], home)
  expect(code).toBe(2)
  expect(stderr).toMatch(/^error: --out: cannot write into .*: permission denied\n$/)
})

test('an unreadable folder is named before anything is run', async (context) => {
  if (process.getuid?.() === 0) context.skip('root can read every folder')
  const home = await scratch()
  const secret = join(home, 'secret')
  await mkdir(secret)
  await chmod(secret, 0)
  const { code, stderr } = await called(['run', 'files', '--path', secret], home)
  expect(code).toBe(2)
  expect(stderr).toContain('secret')
})
