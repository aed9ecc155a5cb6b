import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { preset } from '../../../src/engine/spec/presets'
import type { Workshop } from '../../../src/engine/lesson/workshop'
import { readLessons } from '../../../src/host/lesson/lessons'
import { WorkshopFolder } from '../../../src/host/lesson/workshop-folder'

const lessonsFolder = join(import.meta.dirname, '../../../resources/lessons')

const omit = (result: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(result).filter(([name]) => !names.includes(name)))

describe('the folder of workshops', () => {
  let home: string
  let folder: WorkshopFolder
  let workshop: Workshop
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-workshops-'))
    folder = new WorkshopFolder(join(home, 'workshops'))
    const { lessons } = await readLessons(lessonsFolder)
    const { spec } = preset('cpu-bound', 2)
    workshop = {
      kind: 'corewise-workshop',
      schemaVersion: 3,
      title: 'First evening',
      items: [
        ...lessons.slice(6, 8).map((lesson) => ({ kind: 'lesson' as const, lesson })),
        { kind: 'title', title: 'First evening', text: 'Welcome', minutes: 2, notes: '' },
        { kind: 'break', title: 'Coffee', minutes: 15 },
        {
          kind: 'experiment',
          experiment: { title: 'The pool wins', spec },
          minutes: 8,
          notes: 'Let them guess.',
        },
      ],
    }
  })
  afterEach(() => rm(home, { recursive: true }))

  it('the folder of workshops is empty before anything was saved', async () => {
    expect(await folder.list()).toEqual({ workshops: [], problems: [] })
  })

  it('gives back what was saved, and tells two of the same title apart', async () => {
    const first = await folder.save(null, workshop)
    const second = await folder.save(null, workshop)
    expect([first.id, second.id]).toEqual(['First-evening', 'First-evening-2'])
    const { workshops } = await folder.list()
    expect(workshops.map(({ workshop: kept }) => kept)).toEqual([
      workshop,
      { ...workshop, title: 'First evening (2)' },
    ])
  })

  it('replaces a workshop that is saved again, and forgets one that is deleted', async () => {
    const { id } = await folder.save(null, workshop)
    await folder.save(id, { ...workshop, title: 'Second evening' })
    expect((await folder.read(id)).workshop.title).toBe('Second evening')
    await folder.delete(id)
    expect(await folder.list()).toEqual({ workshops: [], problems: [] })
    await expect(folder.delete(id)).rejects.toThrow('There is no workshop `First-evening`')
    await expect(folder.save(id, workshop)).rejects.toThrow(/no file/)
  })

  it('runs no programs of an imported workshop before the person agreed, not even once it is changed', async () => {
    const own = await folder.save(null, workshop)
    expect(own.isAgreed).toBe(true)
    const { data } = await folder.file(own.id)
    const imported = await folder.import('evening.workshop.json', data.toString())
    expect(imported).toMatchObject({ isAgreed: false, workshop: { items: workshop.items } })
    const changed = await folder.save(imported.id, { ...workshop, title: 'Changed' })
    expect(changed.isAgreed).toBe(false)
    await folder.agree(imported.id)
    expect(await folder.read(imported.id)).toMatchObject({ id: imported.id, isAgreed: true })
  })

  it('reads workshops of version 1, imported and kept, whose lessons have no conclusion', async () => {
    const items = workshop.items.map((item) => {
      if (item.kind !== 'lesson') return item
      return { kind: 'lesson', lesson: omit(item.lesson, ['conclusion', 'lanes']) }
    })
    const old = { ...workshop, schemaVersion: 1, items: items.slice(0, 2) }
    const { id } = await folder.import('old.json', JSON.stringify(old))
    const path = join(home, 'workshops', `${id}.workshop.json`)
    await writeFile(path, JSON.stringify({ isAgreed: true, workshop: old }))
    const { workshop: kept } = await folder.read(id)
    expect(kept.schemaVersion).toBe(3)
    expect(kept.items[0]).toMatchObject({ lesson: { conclusion: '', lanes: 'events' } })
  })

  it('reads workshops of version 2, whose experiments have no minutes and no notes', async () => {
    const experiment = workshop.items.at(-1) ?? {}
    const items = [workshop.items[0], omit(experiment, ['minutes', 'notes'])]
    const old = { ...workshop, schemaVersion: 2, items }
    const { workshop: read } = await folder.import('old.json', JSON.stringify(old))
    expect(read.schemaVersion).toBe(3)
    expect(read.items.slice(1)).toEqual([{ ...experiment, minutes: 5, notes: '' }])
  })

  it.each([
    ['{', /evening.json is truncated/],
    ['{"kind":"corewise-result"}', /kind is `corewise-result`/],
    ['{"kind":"corewise-workshop","schemaVersion":9}', /newer version of Corewise/],
    [
      '{"kind":"corewise-workshop","schemaVersion":1,"title":"","items":[]}',
      /title: expected text/,
    ],
    [
      '{"kind":"corewise-workshop","schemaVersion":1,"title":"x","items":[{"kind":"film"}]}',
      /items\.0/,
    ],
  ])('refuses %s and keeps nothing', async (text, message) => {
    await expect(folder.import('evening.json', text)).rejects.toThrow(message)
    expect(await folder.list()).toEqual({ workshops: [], problems: [] })
  })

  it('takes no way out of its folder', async () => {
    await writeFile(join(home, 'other.workshop.json'), '{}')
    await expect(folder.delete('../other')).rejects.toThrow('There is no workshop')
    expect(await readdir(home)).toContain('other.workshop.json')
  })

  it('lists a damaged file as a problem, and the rest', async () => {
    const { id } = await folder.save(null, workshop)
    await writeFile(join(home, 'workshops/broken.workshop.json'), '{"isAgreed":1}')
    const { workshops, problems } = await folder.list()
    expect(workshops.map((each) => each.id)).toEqual([id])
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/broken\.workshop\.json: isAgreed/)
  })
})
