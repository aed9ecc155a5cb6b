import { createPinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp } from 'vue'
import { preset } from '../../../../src/engine/spec/presets'
import { recordedLab, recordingSchema } from '../../../../src/renderer/recorded-lab'
import { labKey } from '../../../../src/renderer/store/lab'
import { useNotices } from '../../../../src/renderer/store/notices'
import { useRun } from '../../../../src/renderer/store/run/run'

const { spec } = preset('io-bound', 2)
const look = (atMs: number) => ({
  atMs,
  event: {
    kind: 'progressed',
    runId: 'one',
    point: null,
    progress: {
      kind: 'sampled',
      contender: 'sequential',
      block: { index: 0, count: 8, isSelfCheck: false },
      phase: 'measuring',
      elapsedMs: atMs,
      totalMs: 10_000,
      completed: 1,
      failed: 0,
      sample: { atMs, jobsPerSecond: 50, coresUsed: 0.1, inFlight: 1, p50Ms: 20, p99Ms: null },
      threads: [],
    },
  },
})

/** Looks every 10 ms for a second, and then the end. */
const recording = recordingSchema.parse({
  kind: 'corewise-recording',
  replies: { startRun: { ok: true, value: { runId: 'one' } } },
  told: [
    { atMs: 0, event: { kind: 'started', runId: 'one', spec, point: null } },
    ...Array.from({ length: 100 }, (_, index) => look(10 * (index + 1))),
    {
      atMs: 2_000,
      event: {
        kind: 'failed',
        runId: 'one',
        error: { code: 'failed', message: 'It ended.', fields: [] },
      },
    },
  ],
})

function openStores() {
  const pinia = createPinia()
  createApp({}).provide(labKey, recordedLab(recording)).use(pinia)
  return { run: useRun(pinia), notices: useNotices(pinia) }
}

describe('the run store', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('shows at most ten updates a second, however fast progress comes', async () => {
    const { run } = openStores()
    await run.start(spec)
    vi.advanceTimersByTime(0)
    const seen = new Set<unknown>()
    for (let ms = 0; ms < 1_000; ms++) {
      vi.advanceTimersByTime(1)
      seen.add(run.live)
    }
    expect(seen.size).toBeGreaterThan(5)
    expect(seen.size).toBeLessThanOrEqual(11)
  })

  it('says how much time is left', async () => {
    const { run } = openStores()
    await run.start(spec)
    vi.advanceTimersByTime(1_200)
    expect(run.isRunning).toBe(true)
    expect(run.timeLeftMs).toBe(9_000)
  })

  it('tells why a run failed and is ready for the next', async () => {
    const { run, notices } = openStores()
    await run.start(spec)
    vi.advanceTimersByTime(2_200)
    expect(run.isRunning).toBe(false)
    expect(notices.notices.map(({ text }) => text)).toEqual(['It ended.'])
    await run.start(spec)
    vi.advanceTimersByTime(1)
    expect(run.isRunning).toBe(true)
  })
})
