import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { createApp } from 'vue'
import { recordedLab, recordingSchema } from '../../../../src/renderer/recorded-lab'
import { labKey } from '../../../../src/renderer/store/lab'
import { useSavedWorkshops } from '../../../../src/renderer/store/library/saved-workshops'

it('an answer that was under way while a workshop was deleted does not bring it back', async () => {
  const title = 'Evening'
  const workshop = { kind: 'corewise-workshop', schemaVersion: 3, title, items: [] }
  const saved = { id: 'evening', isAgreed: true, workshop }
  const answers = [[saved], [saved], []].map((workshops) => ({
    ok: true as const,
    value: { workshops, problems: [] },
  }))
  const recording = recordingSchema.parse({
    kind: 'corewise-recording',
    replies: { deleteWorkshop: { ok: true, value: undefined } },
    told: [],
  })
  let answer = (): void => undefined
  const late = new Promise<void>((resolve) => (answer = resolve))
  let asked = 0
  const lab = {
    ...recordedLab(recording),
    workshops: async () => {
      const reply = answers[asked++]
      if (asked === 2) await late
      return reply
    },
  }
  const pinia = createPinia()
  createApp({})
    .provide(labKey, lab as never)
    .use(pinia)
  const store = useSavedWorkshops(pinia)
  await store.load()
  const underWay = store.load()
  const [shown] = store.workshops
  if (shown === undefined) throw new Error('expected a workshop')
  await store.remove(shown)
  answer()
  await underWay
  expect(store.workshops).toEqual([])
  expect(asked).toBe(3)
})
