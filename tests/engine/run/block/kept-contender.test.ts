import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KeptContender } from '../../../../src/engine/run/block/kept-contender'
import type { BlockSpec } from '../../../../src/engine/spec/spec'
import type { ContenderSetup } from '../../../../src/engine/thread/start/running-contender'

const never = new Promise<never>(() => undefined)

function setupFor(ownJob: BlockSpec['ownJob']): Omit<ContenderSetup, 'control'> {
  const spec: Partial<BlockSpec> = { ownJob, concurrency: 100 }
  return { spec, plan: { own: { file: '/a/mine.ts' } } } as unknown as Omit<
    ContenderSetup,
    'control'
  >
}

/** Threads that sit in the kernel: they neither park nor end. */
function stuck(setup = setupFor(null), lineOfHang?: number): KeptContender {
  const running = {
    ...(lineOfHang === undefined ? {} : { lineOfHang: () => Promise.resolve(lineOfHang) }),
    records: [],
    keepsJobs: false,
    died: never,
    go: () => Promise.resolve(),
    park: () => never,
    stop: () => (setup.spec.ownJob === null ? never : Promise.resolve()),
  }
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

test('a person’s own job that does not end is told with its file, once it is over by far', async () => {
  const kept = stuck(setupFor({ waitMs: 18, cpuMs: 2 }))
  const isGone = kept.park(new AbortController().signal)
  await vi.advanceTimersByTimeAsync(4_900)
  expect(kept.fault).toBeNull()
  await vi.advanceTimersByTimeAsync(200)
  expect(await isGone).toBe(true)
  expect(kept.fault?.message).toBe(
    'mine.ts does not end what it began: it was still at it after 5 s, and a job takes 20 ms by itself',
  )
})

test('a job that does not end is told with its line, where its runtime tells it', async () => {
  const kept = stuck(setupFor({ waitMs: 18, cpuMs: 2 }), 7)
  const isGone = kept.park(new AbortController().signal)
  await vi.advanceTimersByTimeAsync(5_100)
  expect(await isGone).toBe(true)
  expect(kept.fault?.message).toMatch(/^mine\.ts:7 does not end what it began/)
})

test('jobs that take long are ended with their block, and nothing is said against them', async () => {
  const kept = stuck(setupFor({ waitMs: 18, cpuMs: 50 }))
  const isGone = kept.park(new AbortController().signal)
  await vi.advanceTimersByTimeAsync(350)
  expect(await isGone).toBe(true)
  expect(kept.fault).toBeNull()
})
