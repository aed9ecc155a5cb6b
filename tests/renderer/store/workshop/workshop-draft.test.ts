import { join } from 'node:path'
import { createPinia } from 'pinia'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from 'vue'
import type { Lesson } from '../../../../src/contract/workshop/lesson'
import { readLessons } from '../../../../src/host/lesson/lessons'
import { recordedLab, recordingSchema } from '../../../../src/renderer/recorded-lab'
import { labKey } from '../../../../src/renderer/store/lab'
import { itemTitle } from '../../../../src/renderer/model/workshop/workshop-item'
import { useWorkshop } from '../../../../src/renderer/store/workshop/workshop'
import { useWorkshopDraft } from '../../../../src/renderer/store/workshop/workshop-draft'

describe('a workshop that is put together', () => {
  let lessons: readonly Lesson[]
  beforeAll(async () => {
    ;({ lessons } = await readLessons(join(import.meta.dirname, '../../../../resources/lessons')))
  })

  async function begin(chosen: string | null) {
    const evening = {
      id: 'evening',
      isAgreed: true,
      workshop: {
        kind: 'corewise-workshop',
        schemaVersion: 3,
        title: 'Evening',
        items: lessons.slice(0, 2).map((lesson) => ({ kind: 'lesson', lesson })),
      },
    }
    const recording = recordingSchema.parse({
      kind: 'corewise-recording',
      replies: {
        workshops: { ok: true, value: { workshops: [evening], problems: [] } },
        lessons: { ok: true, value: { lessons, problems: [] } },
      },
      told: [],
    })
    const pinia = createPinia()
    createApp({}).provide(labKey, recordedLab(recording)).use(pinia)
    const workshop = useWorkshop(pinia)
    await workshop.load()
    workshop.choose(chosen)
    const draft = useWorkshopDraft(pinia)
    draft.begin()
    return { draft, workshop }
  }
  const titles = (items: Awaited<ReturnType<typeof begin>>['draft']['items']) =>
    items.map(itemTitle)

  it('begins with nothing, and is complete with a title and an item', async () => {
    const { draft } = await begin(null)
    expect(draft.items).toEqual([])
    draft.title = 'Morning'
    expect(draft.isComplete).toBe(false)
    const [lesson] = lessons
    if (lesson) draft.add({ kind: 'lesson', lesson })
    expect(draft.isComplete).toBe(true)
    draft.title = '  '
    expect(draft.isComplete).toBe(false)
  })

  it('begins with the chosen one, whose items move and go', async () => {
    const { draft } = await begin('evening')
    expect(draft.title).toBe('Evening')
    const [first, second] = titles(draft.items)
    draft.move(0, 1)
    expect(titles(draft.items)).toEqual([second, first])
    draft.move(0, -1)
    draft.move(0, 2)
    expect(titles(draft.items)).toEqual([second, first])
    draft.remove(0)
    expect(titles(draft.items)).toEqual([first])
  })

  it('moves an item over several others, which make room for it', async () => {
    const { draft } = await begin('evening')
    const [first, second] = titles(draft.items)
    draft.add({ kind: 'break', title: 'Coffee', minutes: 10 })
    draft.move(2, 0)
    expect(titles(draft.items)).toEqual(['Coffee', first, second])
    draft.move(0, 2)
    expect(titles(draft.items)).toEqual([first, second, 'Coffee'])
  })

  it('plans, names and describes what is no lesson, and takes no minutes that are none', async () => {
    const { draft } = await begin('evening')
    draft.add({ kind: 'break', title: 'Coffee', minutes: 10 })
    draft.add({ kind: 'title', title: 'Part two', text: '', minutes: 0, notes: '' })
    draft.rename(2, ' Tea ')
    draft.rename(2, ' ')
    for (const minutes of [20, 0, 1.5, NaN, 1_000]) draft.plan(2, minutes)
    draft.describe(3, 'Where it gets hard')
    draft.note(3, 'Wait for all.')
    draft.note(2, 'None here')
    const [lesson] = draft.items
    draft.rename(0, 'Mine')
    draft.plan(0, 3)
    expect(draft.items[0]).toBe(lesson)
    expect(draft.items.slice(2)).toEqual([
      { kind: 'break', title: 'Tea', minutes: 20 },
      {
        kind: 'title',
        title: 'Part two',
        text: 'Where it gets hard',
        minutes: 0,
        notes: 'Wait for all.',
      },
    ])
  })

  it('takes no title that another workshop has, but its own', async () => {
    const { draft } = await begin(null)
    draft.title = 'Evening '
    expect(draft.isTitleTaken).toBe(true)
    const again = await begin('evening')
    expect(again.draft.isTitleTaken).toBe(false)
  })
})
