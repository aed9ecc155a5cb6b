import { describe, expect, test } from 'vitest'
import { createTask, run, sleep, type Coroutine } from '../../../../src/engine/loop'
import { Control } from '../../../../src/engine/measure/control'
import { latenesses, probeLoopDelay } from '../../../../src/engine/measure/machine/loop-delay'
import { now } from '../../../../src/engine/measure/now'
import { nanoseconds } from '../../../../src/engine/measure/statistics/quantity'
import { ThreadRecord } from '../../../../src/engine/measure/thread-record'
import { calibrate, work } from '../../../../src/engine/workload/cpu'
import { histogramsOf } from '../../../../src/engine/measure/latency/histogram'

const ms = (count: number) => nanoseconds(count * 1e6)

describe('a late timer', () => {
  test('counts once if it is late by less than an interval', () => {
    expect(latenesses(ms(3), ms(5))).toEqual([ms(3)])
    expect(latenesses(ms(0), ms(5))).toEqual([ms(0)])
  })

  test('counts for every timer that a stall made late', () => {
    expect(latenesses(ms(22), ms(5))).toEqual([ms(22), ms(17), ms(12), ms(7), ms(2)])
  })
})

test('the probe sees a loop held up by work, and reports it while it lasts', async () => {
  const control = Control.allocate()
  control.startMeasuring()
  const record = ThreadRecord.allocate('loop', control)
  const stallRounds = calibrate() * 100
  function* main(): Coroutine<void> {
    const probe = createTask(probeLoopDelay(record, sleep, control))
    yield* sleep(20)
    work(stallRounds)
    yield* sleep(20)
    control.park()
    yield* probe
  }
  const startNs = now()
  await run(main())
  const mostTimers = (now() - startNs) / ms(2) + 1
  const lateness = histogramsOf(record).timerLateness
  // 100 ms of work, of which the timer that was set lay at most one interval ahead.
  expect(lateness.maxValue).toBeGreaterThan(ms(90))
  expect(lateness.totalCount).toBeGreaterThan(45)
  expect(lateness.totalCount).toBeLessThanOrEqual(mostTimers)
})
