import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { now } from '../../../src/engine/measure/now'
import { startKnownLoad } from './known-load'

test('the clock is the system’s monotonic one', async () => {
  for (let look = 0; look < 5; look++) {
    const before = Number(process.hrtime.bigint())
    const read = now()
    const after = Number(process.hrtime.bigint())
    // The origin is known to about a microsecond.
    expect(read).toBeGreaterThan(before - 2000)
    expect(read).toBeLessThan(after + 2000)
    await sleep(5)
  }
})

test('two threads read the same clock, though they started at different times', async () => {
  const startNs = now()
  const thread = await startKnownLoad()
  thread.control.requestLook()
  const askedNs = now()
  await thread.bear({ kind: 'work', rounds: 1 })
  const answeredNs = now()
  const lookedNs = thread.record.read().reported?.atNs
  await thread.worker.terminate()
  expect(lookedNs).toBeGreaterThan(askedNs)
  expect(lookedNs).toBeLessThan(answeredNs)
  expect(askedNs).toBeGreaterThan(startNs)
})
