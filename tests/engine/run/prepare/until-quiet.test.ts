import { expect, test } from 'vitest'
import { untilQuiet } from '../../../../src/engine/run/prepare/until-quiet'
import { seconds } from '../../../../src/engine/measure/statistics/quantity'
import type { Progress } from '../../../../src/engine/result/progress'

const READ_EVERY_MS = 5

/** Waits beside others that use all of a core before some readings, and nothing before the rest. */
async function waitBeside(
  isBusy: (reading: number) => boolean,
  limitMs: number | null,
  signal?: AbortSignal,
) {
  const reports: Progress[] = []
  let readings = 0
  let used = 0
  await untilQuiet(
    () => {
      if (readings > 0 && isBusy(readings)) used += 100
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
    READ_EVERY_MS,
  )
  return reports
}

test('a run that is not to wait begins at once', async () => {
  expect(await waitBeside(() => true, null)).toEqual([])
})

test('a run waits until others left the machine alone for three readings, and tells what it waits for', async () => {
  const reports = await waitBeside((reading) => reading <= 4, 600_000)
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

test('a run waits anew where others come back before the third quiet reading', async () => {
  expect(await waitBeside((reading) => reading === 3, 600_000)).toHaveLength(2 + 1 + 3)
})

test('a run begins all the same once its limit is reached', async () => {
  const reports = await waitBeside(() => true, 50)
  expect(reports.length).toBeGreaterThan(0)
  // A timer may come a little early, so that there is time for more readings.
  expect(reports.length).toBeLessThanOrEqual((2 * 50) / READ_EVERY_MS)
})

test('a run that is cancelled while it waits stops waiting', async () => {
  const cancellation = new AbortController()
  const waited = waitBeside(() => true, 600_000, cancellation.signal)
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
