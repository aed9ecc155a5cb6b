import { expect, it } from 'vitest'
import { preset } from '../../../src/engine/spec/presets'
import { liveBars } from '../../../src/renderer/model/live-bars'
import { startLiveRun, type LiveRun } from '../../../src/renderer/model/live-run'

const spec = { ...preset('io-bound', 2).spec, durationMs: 4_000 }

/** A run in which contenders have done so many jobs in so many seconds. */
function goingOn(
  done: Readonly<Record<string, readonly [jobs: number, seconds: number]>>,
): LiveRun {
  const run = startLiveRun({ runId: 'one', spec, point: null, search: null, latest: null })
  for (const contender of run.contenders) {
    const [jobs, seconds] = done[contender.name] ?? [0, 0]
    Object.assign(contender, { jobs, seconds })
  }
  return { ...run, active: 'event-loop' }
}
const shareOf = (run: LiveRun, name: string) =>
  liveBars(run).find((bar) => bar.name === name)?.share

it('a bar grows with the jobs that were finished, up to what the quickest will have done', () => {
  expect(shareOf(goingOn({ 'event-loop': [10_000, 1] }), 'event-loop')).toBe(0.25)
  const later = goingOn({ 'event-loop': [20_000, 2], 'thread-pool': [400, 1] })
  expect(shareOf(later, 'event-loop')).toBe(0.5)
  expect(shareOf(later, 'thread-pool')).toBe(0.01)
  const over = goingOn({ 'event-loop': [40_000, 4], 'thread-pool': [1_600, 4] })
  expect(shareOf(over, 'event-loop')).toBe(1)
  expect(shareOf(over, 'thread-pool')).toBe(0.04)
})

it('a bar is empty and has no rate before anything was measured, and one has its turn', () => {
  const bars = liveBars(goingOn({}))
  expect(bars.map(({ share, jobsPerSecond }) => [share, jobsPerSecond])).toEqual(
    bars.map(() => [0, null]),
  )
  expect(bars.filter(({ isItsTurn }) => isItsTurn).map(({ name }) => name)).toEqual(['event-loop'])
})
