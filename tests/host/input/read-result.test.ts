import { build, encodeIntoCompressedBase64 } from 'hdr-histogram-js'
import { open, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Figures } from '../../../src/engine/result/figures'
import type { Result } from '../../../src/engine/result/result'
import { InputError } from '../../../src/host/input/input-error'
import { readResult } from '../../../src/host/input/read-result'
import { syntheticResult, syntheticSweep } from '../../charts/synthetic-result'
import { scratch } from '../../scratch'

let folder = ''
beforeEach(async () => {
  folder = await scratch()
})

async function written(content: unknown): Promise<string> {
  const path = join(folder, 'some.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

/** As an edited file may have it: each contender two times. */
const twice = (result: ReturnType<typeof syntheticResult>) => ({
  ...result,
  contenders: [...result.contenders, ...result.contenders],
})

test('a result is read from its file and from its folder', async () => {
  const result = syntheticResult()
  expect(await readResult(await written(result))).toEqual(result)
  await writeFile(join(folder, 'result.corewise.json'), JSON.stringify(result))
  expect(await readResult(folder)).toEqual(result)
})

test('a sweep is read too', async () => {
  const sweep = syntheticSweep('workers', [1, 2], () => syntheticResult())
  await writeFile(join(folder, 'sweep.corewise.json'), JSON.stringify(sweep))
  expect(await readResult(folder)).toEqual(sweep)
})

test('every place where a result can break off is told as truncated', async () => {
  const text = JSON.stringify(syntheticResult(), null, 1).slice(0, 3_000)
  for (let length = 1; length < text.length; length += 37) {
    const path = await written(text.slice(0, length))
    await expect(readResult(path)).rejects.toMatchObject({ reason: 'truncated' })
  }
})

test('what is in a file with a fault in the middle is not called truncated', async () => {
  const path = await written('{"kind": corewise}')
  await expect(readResult(path)).rejects.toMatchObject({ reason: 'not-json', source: path })
})

test.each([
  [{ kind: 'something' }, 'wrong-kind', 'kind'],
  [null, 'wrong-kind', 'kind'],
  [{ ...syntheticResult(), schemaVersion: 3 }, 'newer-version', 'schemaVersion'],
  [{ ...syntheticResult(), status: 'odd' }, 'invalid-field', 'status'],
  [{ ...syntheticResult(), contenders: [{ status: 'measured' }] }, 'invalid-field', null],
  [twice(syntheticResult()), 'invalid-field', 'contenders'],
] as const)('%#: an error names the field', async (content, reason, field) => {
  const error = await readResult(await written(content)).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'InputError', reason })
  if (field !== null) expect(error).toMatchObject({ field })
})

test('a file that is too large is refused before it is read', async () => {
  const path = join(folder, 'large.json')
  const file = await open(path, 'w')
  await file.truncate(500 * 1024 * 1024)
  await file.close()
  await expect(readResult(path)).rejects.toMatchObject({ reason: 'too-large' })
})

test('a missing file and an empty folder are told apart from faults in a file', async () => {
  await expect(readResult(join(folder, 'none.json'))).rejects.toMatchObject({ reason: 'missing' })
  await expect(readResult(folder)).rejects.toMatchObject({ reason: 'missing' })
})

/** What a result is refused with after a change that JSON could bring. */
async function refusalOf(change: (result: Result) => unknown): Promise<string> {
  const changed = change(structuredClone(syntheticResult()))
  const error: unknown = await readResult(await written(changed)).catch((thrown: unknown) => thrown)
  if (!(error instanceof InputError)) throw new Error('was accepted')
  return error.message.replace(/^.*some\.json: /, '')
}

function withFigures(result: Result, changes: Partial<Figures>): unknown {
  const [first, ...others] = result.contenders
  if (first?.status !== 'measured') throw new Error('was not measured')
  return {
    ...result,
    contenders: [{ ...first, figures: { ...first.figures, ...changes } }, ...others],
  }
}

const long = 'x'.repeat(200_000)
const sample = { atMs: 0, jobsPerSecond: 1, coresUsed: 1, inFlight: 1, p50Ms: null, p99Ms: null }
const versions = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`v${n}`, '1']))

test.each<[string, (result: Result) => unknown, string]>([
  [
    'a long name of a processor',
    (result) => ({ ...result, environment: { ...result.environment, cpuModel: long } }),
    'environment.cpuModel: expected text of 0 to 200 characters, got `xxx',
  ],
  [
    '10,000 versions',
    (result) => ({ ...result, environment: { ...result.environment, versions } }),
    'environment.versions: expected at most 100 versions, got `{ v0: ',
  ],
  [
    'a long error of a contender',
    (result) => ({
      ...result,
      contenders: [{ status: 'failed', name: 'sequential', error: long, figures: null }],
    }),
    'contenders.0.error: expected text of 0 to 1,000 characters, got `xxx',
  ],
  [
    'a long error of jobs',
    (result) => withFigures(result, { errors: [{ message: long, count: 1 }] }),
    'contenders.0.figures.errors.0.message: expected text of 0 to 1,000 characters',
  ],
  [
    'a start with a million decimals',
    (result) => ({ ...result, startedAt: `2026-01-01T00:00:00.${'1'.repeat(1_000_000)}Z` }),
    'startedAt: expected a time such as',
  ],
  [
    '3,000 blocks',
    (result) => {
      const [first] = result.contenders
      const block = first?.status === 'measured' ? first.figures.blocks[0] : undefined
      return withFigures(result, { blocks: Array(3_000).fill(block) as Figures['blocks'] })
    },
    'contenders.0.figures.blocks: expected a list of at most 100, got `[ [Object], ',
  ],
  [
    'very many wrong samples',
    (result) => withFigures(result, { samples: Array(300_000).fill({}) as Figures['samples'] }),
    'contenders.0.figures.samples: expected a list of at most 40,000, got `[ [Object], ',
  ],
  [
    'very many samples of which one is wrong',
    (result) => {
      const samples = Array(40_000).fill(sample) as Figures['samples']
      return withFigures(result, {
        samples: [...samples.slice(1), { ...sample, inFlight: -1 } as never],
      })
    },
    'contenders.0.figures.samples.39999.inFlight: expected a whole number from 0, got `-1`',
  ],
  [
    'a histogram of five digits',
    (result) =>
      withFigures(result, {
        timerLateness: {
          count: 1,
          meanMs: 1,
          maxMs: 1,
          percentiles: [],
          histogram: encodeIntoCompressedBase64(build({ numberOfSignificantValueDigits: 5 })),
        } as unknown as Figures['timerLateness'],
      }),
    'contenders.0.figures.timerLateness.histogram: expected an encoded histogram: it has 5 significant digits',
  ],
])('%s is refused by its field', async (_what, change, refusal) => {
  expect(await refusalOf(change)).toContain(refusal)
})

test('very many samples are taken where all are right', async () => {
  const samples = Array(40_000).fill(sample) as Figures['samples']
  const changed = withFigures(syntheticResult(), { samples })
  expect(await readResult(await written(changed))).toMatchObject({ kind: 'corewise-result' })
})
