import { expect, test } from 'vitest'
import { inFlightAt, readSnapshot } from '../../../../src/engine/run/block/snapshot'
import { Control } from '../../../../src/engine/measure/control'
import { CpuMeter } from '../../../../src/engine/measure/cpu/cpu-meter'
import { nanoseconds } from '../../../../src/engine/measure/statistics/quantity'
import { ThreadRecord } from '../../../../src/engine/measure/thread-record'

const some = nanoseconds(1e6)

function handedIn(jobs: number, ...names: readonly string[]) {
  const control = Control.allocate()
  for (let job = 0; job < jobs; job++) control.nextJob()
  const records = names.map((name) => ThreadRecord.allocate(name, control))
  const inFlight = () => inFlightAt(readSnapshot(control, records, new CpuMeter(records)))
  return { records, inFlight }
}

test('a job of a loop is in flight until it ended, well or not', () => {
  const { records, inFlight } = handedIn(5, 'loop')
  expect(inFlight()).toBe(5)
  records[0]?.jobFinished(some, some, some)
  records[0]?.jobFailed('failed')
  expect(inFlight()).toBe(3)
})

test('a job of a pool is in flight until its dispatcher has the answer', () => {
  const { records, inFlight } = handedIn(5, 'dispatcher', 'worker 1')
  const [dispatcher, worker] = records
  worker?.jobServed(some, some)
  worker?.jobFailed('failed')
  expect(inFlight()).toBe(5)
  dispatcher?.jobAnswered(some)
  dispatcher?.jobReturned()
  expect(inFlight()).toBe(3)
})
