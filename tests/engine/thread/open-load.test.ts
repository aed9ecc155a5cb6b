import { expect, test } from 'vitest'
import { Control } from '../../../src/engine/measure/control'
import { now } from '../../../src/engine/measure/now'
import { ThreadRecord } from '../../../src/engine/measure/thread-record'
import { openLoad, type OpenLoadStep } from '../../../src/engine/thread/open-load'
import { makePlan } from '../../../src/engine/workload/make-plan'

/** An open load that has been left alone until a thousand of its jobs were due. */
function lateLoad({ inFlight = 0, part = 0, parts = 1 } = {}) {
  const control = Control.allocate()
  control.unpark(0)
  control.startMeasuring()
  const record = ThreadRecord.allocate('loop', control)
  const plan = makePlan(
    {
      workload: { kind: 'wait', waitMs: 1, spread: 'fixed' },
      load: { kind: 'open', arrivalsPerSecond: 1_000_000, arrivals: 'constant' },
      seed: 1,
      faults: { throwEvery: 0, exitAt: 0 },
    },
    { roundsPerMs: 1 },
  )
  const options = { plan, control, record, part, parts, limit: 10, inFlight: () => inFlight }
  const steps = openLoad(options)
  steps.next()
  for (const begunNs = now(); now() - begunNs < 1e6;);
  return { control, record, steps }
}

function take(steps: Iterator<OpenLoadStep, void>, count: number): OpenLoadStep[] {
  return Array.from({ length: count }, () => {
    const step = steps.next()
    if (step.done === true) throw new Error('The load ended')
    return step.value
  })
}

test('an open load that is late submits what was due in the order of the plan', () => {
  const { steps } = lateLoad()
  const jobs = take(steps, 50).flatMap((step) => (step.kind === 'submit' ? [step.job] : []))
  const [from = 0] = jobs.map(({ index }) => index)
  expect(jobs.length).toBeGreaterThanOrEqual(49)
  expect(jobs.map(({ index }) => index)).toEqual(jobs.map((_, place) => from + place))
})

test('an open load gives way once in 64 jobs that were due already', () => {
  const { steps } = lateLoad()
  const kinds = take(steps, 300).map((step) => (step.kind === 'submit' ? 'job' : step.ms))
  const [first = -1, second = -1, third = -1] = kinds.flatMap((kind, at) =>
    kind === 0 ? [at] : [],
  )
  expect(second - first).toBe(65)
  expect(third - second).toBe(65)
})

test('an open load takes every third job where three threads share it', () => {
  const { steps } = lateLoad({ part: 1, parts: 3 })
  const indices = take(steps, 40).flatMap((step) =>
    step.kind === 'submit' ? [step.job.index % 3] : [],
  )
  expect(new Set(indices)).toEqual(new Set([1]))
})

test('an open load rejects what arrives while as many are in flight as may be', () => {
  const { record, steps, control } = lateLoad({ inFlight: 10 })
  const { value } = steps.next()
  expect(value).toMatchObject({ kind: 'wait' })
  const { arrived, rejected } = record.read()
  expect(arrived).toBeGreaterThan(0)
  expect(rejected).toBe(arrived)
  expect(control.handedIn).toBe(0)
})

test('an open load submits while one more may be in flight', () => {
  const { record, steps } = lateLoad({ inFlight: 9 })
  take(steps, 20)
  expect(record.read().rejected).toBe(0)
})

test('an open load ends when the block does', () => {
  const { control, steps } = lateLoad()
  control.park()
  expect(steps.next().done).toBe(true)
})
