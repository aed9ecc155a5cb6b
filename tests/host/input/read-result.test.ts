import { mkdtemp, open, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { readResult } from '../../../src/host/input/read-result'
import { syntheticResult, syntheticSweep } from '../../charts/synthetic-result'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'corewise-test-'))
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
  [{ ...syntheticResult(), schemaVersion: 2 }, 'newer-version', 'schemaVersion'],
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
