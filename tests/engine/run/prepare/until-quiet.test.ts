import { expect, test } from 'vitest'
import { untilQuiet } from '../../../../src/engine/run/prepare/until-quiet'
import { seconds } from '../../../../src/engine/measure/statistics/quantity'
import type { Progress } from '../../../../src/engine/result/progress'

const LOOK_MS = 5

/** Waits beside others that use all of a core in so many readings, and nothing after. */
async function waitBeside(busyReadings: number, limitMs: number | null, signal?: AbortSignal) {
  const reports: Progress[] = []
  let readings = 0
  let used = 0
  await untilQuiet(
    () => {
      if (readings > 0 && readings <= busyReadings) used += 100
      readings += 1
      return {
        programSeconds: seconds(used),
        stolenSeconds: seconds(0),
        serviceSeconds: null,
      }
    },
    limitMs,
    {
      report: (progress) => reports.push(progress),
      signal: signal ?? new AbortController().signal,
    },
    LOOK_MS,
  )
  return reports
}

test('a run that is not to wait begins at once', async () => {
  expect(await waitBeside(100, null)).toEqual([])
})

test('a run waits until others left the machine alone for three readings, and tells what it waits for', async () => {
  const reports = await waitBeside(4, 600_000)
  expect(reports).toHaveLength(4 + 3)
  expect(reports[0]).toMatchObject({ kind: 'waiting' })
  expect(reports.map((each) => each.kind === 'waiting' && each.otherCores > 0.1)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})

test('a run begins all the same once its limit is reached', async () => {
  const reports = await waitBeside(Infinity, 50)
  expect(reports.length).toBeGreaterThan(0)
  // A timer may come a little early, so that there is time for more readings.
  expect(reports.length).toBeLessThanOrEqual((2 * 50) / LOOK_MS)
})

test('a run that is cancelled while it waits stops waiting', async () => {
  const cancellation = new AbortController()
  const waited = waitBeside(Infinity, 600_000, cancellation.signal)
  cancellation.abort()
  await waited
})

test('a run begins at once where the system does not tell what others do', async () => {
  const reports: Progress[] = []
  await untilQuiet(() => null, 600_000, {
    report: (progress) => reports.push(progress),
    signal: new AbortController().signal,
  })
  expect(reports).toEqual([])
})
