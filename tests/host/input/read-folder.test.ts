import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readFolder } from '../../../src/host/input/read-folder'
import { syntheticSweep } from '../../charts/synthetic-result'
import { syntheticRoom } from '../../charts/synthetic-room'
import { scratch } from '../../scratch'

const room = syntheticRoom([2, 4])

async function folderWith(files: Readonly<Record<string, unknown>>): Promise<string> {
  const folder = await scratch()
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true })
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    await writeFile(join(folder, name), text)
  }
  return folder
}

test('reads runs by file and by folder, and says of each other file why it is passed over', async () => {
  const folder = await folderWith({
    'anna.json': room[0]?.result,
    'group/ben/result.corewise.json': room[1]?.result,
    'broken.json': '{"kind": "corewise-result", ',
    'other.json': { name: 'a package' },
    'swept.json': syntheticSweep('workers', [1], () => syntheticRoom([2])[0]?.result ?? fail()),
    'notes.txt': 'not looked at',
  })
  await symlink('/dev/zero', join(folder, 'endless.json'))
  const { runs, passedOver } = await readFolder(folder)
  expect(runs.map(({ name }) => name)).toEqual(['anna', 'ben'])
  expect(passedOver.map((line) => /(broken|endless|other|swept)\.json/.exec(line)?.[1])).toEqual([
    'broken',
    'endless',
    'other',
    'swept',
  ])
})

test('refuses a folder without a run, and one that is none, by its name', async () => {
  const empty = await folderWith({})
  await expect(readFolder(empty)).rejects.toThrow(/^No run in .*: there is no \.json file in it$/)
  const broken = await folderWith({ 'a.json': 'no JSON' })
  await expect(readFolder(broken)).rejects.toThrow(/^No run in .*a\.json.*[^)]$/)
  const many = await folderWith({ 'a.json': 'no JSON', 'b.json': '{', 'c.json': '{}' })
  await expect(readFolder(many)).rejects.toThrow(/^No run in .*a\.json.* \(and 2 further files\)$/)
  await expect(readFolder(join(empty, 'gone'))).rejects.toThrow(/^There is no folder /)
  await expect(readFolder(join(broken, 'a.json'))).rejects.toThrow(/^Cannot read the folder /)
})

function fail(): never {
  throw new Error('a run was made')
}
