import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import addFormats from 'ajv-formats'
import { beforeAll, expect, test } from 'vitest'
import { WorkshopFolder } from '../../../src/host/lesson/workshop-folder'
import { SCHEMA_PLACE, type PublishedKind } from '../../../src/host/schema/published'
import { called } from '../../cli/called'
import { brief } from '../../cli/corewise'
import { scratch } from '../../scratch'

const schemas = join(import.meta.dirname, '..', '..', '..', 'resources', 'schema')
const ajv = new Ajv2020({
  strict: false,
  loadSchema: async (uri) =>
    JSON.parse(await readFile(join(schemas, uri.replace(SCHEMA_PLACE, '')), 'utf8')) as object,
})
addFormats(ajv)

/** What an independent validator finds wrong with a file, by the schema that the file names. */
async function faultsOf(file: { readonly $schema: string }): Promise<string[]> {
  const validate = await ajv.compileAsync({ $ref: file.$schema })
  validate(file)
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath}: ${message}`)
}

const program = `import { print, sleep, type Coroutine } from 'corewise'
export function* main(): Coroutine<void> {
  yield* sleep(20)
  print('done')
}
`

let home = ''
beforeAll(async () => {
  home = await scratch()
})

const read = async (...path: string[]): Promise<{ $schema: string }> =>
  JSON.parse(await readFile(join(home, ...path), 'utf8')) as { $schema: string }

const commands: [PublishedKind, string[], string][] = [
  [
    'corewise-result',
    ['run', 'io-bound', '--contenders', 'event-loop', ...brief],
    'result.corewise.json',
  ],
  [
    'corewise-sweep',
    ['sweep', 'io-bound', '--over', 'concurrency=2,4', '--contenders', 'event-loop', ...brief],
    'sweep.corewise.json',
  ],
  ['corewise-cost', ['cost', '--rounds', '1', '--window', '50ms'], 'cost.corewise.json'],
  [
    'corewise-memory',
    ['memory', '--rounds', '1', '--max-tasks', '1000', '--max-threads', '1'],
    'memory.corewise.json',
  ],
]

test.each(commands)(
  'a file of kind %s names its schema and keeps to it',
  async (kind, command, name) => {
    expect((await called([...command, '--out', kind, '--quiet'], home)).code).toBe(0)
    const file = await read(kind, name)
    expect(file.$schema).toContain(`${kind}-`)
    expect(await faultsOf(file)).toEqual([])
    expect(await faultsOf({ ...file, startedAt: 5 } as typeof file)).toEqual([
      expect.stringContaining('/startedAt'),
    ])
    expect((await called(['show', kind], home)).code).toBe(0)
  },
)

test('a recording names its schema, keeps to it and is read again', async () => {
  await writeFile(join(home, 'program.ts'), program)
  await called(['trace', 'program.ts', '--recording', '--out', 'recording.json'], home)
  expect(await faultsOf(await read('recording.json'))).toEqual([])
  const again = await called(['trace', 'recording.json', '--out', 'trace.json'], home)
  expect(again.code).toBe(0)
})

test('a workshop names its schema, keeps to it and is taken in again', async () => {
  const folder = new WorkshopFolder(join(home, 'workshops'))
  const spec = (await read('corewise-result', 'result.corewise.json')) as unknown as {
    spec: object
  }
  const experiment = { title: 'Waiting', spec: spec.spec }
  const given = {
    kind: 'corewise-workshop',
    schemaVersion: 2,
    title: 'A room',
    items: [{ kind: 'experiment', experiment, minutes: 5, notes: '' }],
  }
  const { id } = await folder.import('room.json', JSON.stringify(given))
  const text = (await folder.file(id)).data.toString()
  expect(await faultsOf(JSON.parse(text) as { $schema: string })).toEqual([])
  expect((await folder.import('again.json', text)).workshop.items).toHaveLength(1)
})

test('a spec may name its schema, for editors, and is run', async () => {
  const { spec } = (await read('corewise-result', 'result.corewise.json')) as unknown as {
    spec: object
  }
  const file = { $schema: `${SCHEMA_PLACE}corewise-spec-1.schema.json`, ...spec }
  expect(await faultsOf(file)).toEqual([])
  await writeFile(join(home, 'spec.json'), JSON.stringify(file))
  expect(
    (await called(['run', 'spec.json', '--quiet', '--contenders', 'event-loop', ...brief], home))
      .code,
  ).toBe(0)
})
