import { createPinia } from 'pinia'
import { describe, expect, it } from 'vitest'
import { createApp } from 'vue'
import { recordedLab, recordingSchema } from '../../../src/renderer/recorded-lab'
import { labKey } from '../../../src/renderer/store/lab'
import { useNotices } from '../../../src/renderer/store/notices'

function openStore() {
  const recording = recordingSchema.parse({ kind: 'corewise-recording', replies: {}, told: [] })
  const pinia = createPinia()
  createApp({}).provide(labKey, recordedLab(recording)).use(pinia)
  return useNotices(pinia)
}

describe('notices', () => {
  it('stand once each, what is said again as the newest', () => {
    const notices = openStore()
    notices.tell('At most 6 runs')
    notices.tell('Chart copied')
    notices.tell('At most 6 runs')
    expect(notices.notices.map(({ text }) => text)).toEqual(['Chart copied', 'At most 6 runs'])
  })

  it('stay where they tell what went wrong, however many things are told after them', () => {
    const notices = openStore()
    notices.complain({ code: 'failed', message: 'The disk is full.', fields: [] })
    for (let copy = 1; copy <= 6; copy += 1) notices.tell(`Chart ${copy} copied`)
    expect(notices.notices.map(({ text }) => text)).toEqual([
      'The disk is full.',
      ...[3, 4, 5, 6].map((copy) => `Chart ${copy} copied`),
    ])
  })

  it('keep each way back, also where two things that were deleted have the same name', () => {
    const notices = openStore()
    for (const run of [() => undefined, () => undefined]) {
      notices.tell('Deleted “same”', { label: 'Undo', run })
    }
    expect(notices.notices).toHaveLength(2)
  })
})
