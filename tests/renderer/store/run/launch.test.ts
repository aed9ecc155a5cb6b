import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { createApp } from 'vue'
import { recordedLab, recordingSchema } from '../../../../src/renderer/recorded-lab'
import { labKey } from '../../../../src/renderer/store/lab'
import { useLaunch } from '../../../../src/renderer/store/run/launch'

it('says nothing of how long a run takes until that is foretold', () => {
  const recording = recordingSchema.parse({ kind: 'corewise-recording', replies: {}, told: [] })
  const pinia = createPinia()
  createApp({}).provide(labKey, recordedLab(recording)).use(pinia)
  const launch = useLaunch(pinia)
  expect(launch.kind).toBe('run')
  expect(launch.expectedMs).toBeNull()
})
