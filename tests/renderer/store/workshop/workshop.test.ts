import { join } from 'node:path'
import { createPinia } from 'pinia'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from 'vue'
import type { SavedWorkshop } from '../../../../src/contract/workshop/workshop'
import { readLessons } from '../../../../src/host/lesson/lessons'
import { recordedLab, recordingSchema } from '../../../../src/renderer/recorded-lab'
import { labKey } from '../../../../src/renderer/store/lab'
import { useLesson } from '../../../../src/renderer/store/workshop/lesson'
import { useWorkshop } from '../../../../src/renderer/store/workshop/workshop'

describe('the workshop store', () => {
  let files: SavedWorkshop[]
  beforeAll(async () => {
    const { lessons } = await readLessons(
      join(import.meta.dirname, '../../../../resources/lessons'),
    )
    files = ['one', 'another'].map((id, index) => ({
      id,
      isAgreed: false,
      workshop: {
        kind: 'corewise-workshop',
        schemaVersion: 3,
        title: id,
        items: lessons.slice(index, index + 1).map((lesson) => ({ kind: 'lesson', lesson })),
      },
    }))
  })

  async function openStores() {
    const [, another] = files
    const recording = recordingSchema.parse({
      kind: 'corewise-recording',
      replies: {
        workshops: { ok: true, value: { workshops: files, problems: [] } },
        lessons: { ok: true, value: { lessons: [], problems: [] } },
        agreeToWorkshop: { ok: true, value: { ...another, isAgreed: true } },
      },
      told: [],
    })
    const pinia = createPinia()
    createApp({}).provide(labKey, recordedLab(recording)).use(pinia)
    const workshop = useWorkshop(pinia)
    await workshop.load()
    return { workshop, open: useLesson(pinia) }
  }

  it('lets no program in TypeScript run that was last looked at, where another workshop is agreed to', async () => {
    const { workshop, open } = await openStores()
    workshop.choose('one')
    workshop.open(0)
    // Python's programs are sealed so well that nobody is asked.
    expect(open.isAllowed).toBe(true)
    open.speak('typescript')
    expect(open.isAllowed).toBe(false)
    workshop.choose('another')
    await workshop.agree()
    expect(workshop.mayRun).toBe(true)
    expect(open.isAllowed).toBe(false)
    workshop.open(0)
    expect(open.isAllowed).toBe(true)
  })
})
