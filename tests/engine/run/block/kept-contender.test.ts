import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeptContender } from '../../../../src/engine/run/block/kept-contender'
import type { ContenderSetup } from '../../../../src/engine/thread/start/running-contender'

const never = new Promise<never>(() => undefined)

/** Threads that sit in the kernel: they neither park nor end. */
function stuck(): KeptContender {
  const running = {
    records: [],
    keepsJobs: false,
    died: never,
    go: () => Promise.resolve(),
    park: () => never,
    stop: () => never,
  }
  const setup = {} as Omit<ContenderSetup, 'control'>
  const kept = new KeptContender({ name: 'thread-pool', start: () => running }, setup)
  kept.take()
  return kept
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

test('threads that never end keep a cancelled run for a quarter of a second at most', async () => {
  const cancellation = new AbortController()
  const isGone = stuck().end(cancellation.signal)
  await vi.advanceTimersByTimeAsync(5_000)
  cancellation.abort()
  await vi.advanceTimersByTimeAsync(250)
  expect(await isGone).toBe(false)
})

test('a run that is cancelled while its threads are parked does not wait for them to be', async () => {
  const cancellation = new AbortController()
  const isGone = stuck().park(cancellation.signal)
  cancellation.abort()
  await vi.advanceTimersByTimeAsync(250)
  expect(await isGone).toBe(false)
})
