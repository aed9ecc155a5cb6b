import { expect, test } from 'vitest'
import { client } from '../../../src/engine/thread/loop-load'
import { Gate } from '../../../src/engine/thread/gate'
import { createTask, run, sleep } from '../../../src/engine/loop'
import type { Coroutine, Task } from '../../../src/engine/loop'
import { Control } from '../../../src/engine/measure/control'
import { ThreadRecord } from '../../../src/engine/measure/thread-record'
import { CooperativeWaiting } from '../../../src/engine/workload/cooperative-waiting'
import { makePlan } from '../../../src/engine/workload/make-plan'

/** Clients on a loop in virtual time, whose jobs wait 20 ms. */
function setUp(throwEvery = 0) {
  const control = Control.allocate()
  const record = ThreadRecord.allocate('loop', control)
  const plan = makePlan(
    {
      workload: { kind: 'wait', waitMs: 20, spread: 'fixed' },
      load: { kind: 'closed' },
      seed: 1,
      faults: { throwEvery, exitAt: 0 },
    },
    { roundsPerMs: 1 },
  )
  const waiting = new CooperativeWaiting(control, record, null)
  return {
    control,
    record,
    plan,
    start: () => createTask(client({ plan, control, record, waiting }, new Gate(1))),
  }
}

test('a finished job is replaced at once', async () => {
  const { control, record, start } = setUp()
  await run(
    (function* (): Coroutine<void> {
      const clients = [start(), start(), start()]
      yield* sleep(205)
      expect(control.handedIn).toBe(3 * 11)
      control.stop()
      for (const task of clients) yield* task
    })(),
    { clock: 'virtual' },
  )
  // Stopped clients finish the job that they have and hand in no further one.
  expect(record.read()).toMatchObject({ started: 33, completed: 33, failed: 0 })
})

test('a job that computes for long is the one that others waited behind', async () => {
  const { control, record, plan, start } = setUp()
  const long = 12
  plan.transfer.amounts.set([20_000, 20, 0], 3 * long)
  control.startMeasuring()
  await run(
    (function* (): Coroutine<void> {
      const clients = Array.from({ length: 8 }, start)
      yield* sleep(70)
      control.stop()
      for (const task of clients) yield* task
    })(),
    { clock: 'virtual' },
  )
  const kept = [...record.jobs.slowest, ...record.jobs.sample]
  const behind = kept.flatMap((job) => [job.behind, ...job.waits.map((wait) => wait.behind)])
  expect(behind.map(({ longest }) => longest?.job)).toContain(long)
})

test('a job that throws is counted with its message and replaced too', async () => {
  const { control, record, start } = setUp(2)
  await run(
    (function* (): Coroutine<void> {
      const task = start()
      yield* sleep(105)
      control.stop()
      yield* task
    })(),
    { clock: 'virtual' },
  )
  const { completed, failed, errors } = record.read()
  expect(completed).toBe(6)
  expect(failed).toBe(5)
  const [error, ...others] = errors
  expect(error?.message).toContain('throwEvery')
  expect(error?.count).toBe(5)
  expect(others).toEqual([])
})

test('a cancelled client ends in the middle of its wait, and that job counts as nothing', async () => {
  const { record, start } = setUp()
  let task: Task<void> | undefined
  await run(
    (function* (): Coroutine<void> {
      task = start()
      yield* sleep(30)
      task.cancel()
      yield* sleep(0)
    })(),
    { clock: 'virtual' },
  )
  expect(task?.cancelled()).toBe(true)
  expect(record.read()).toMatchObject({ started: 2, completed: 1, failed: 0 })
})

test('jobs that never wait take turns, so that every client is served', async () => {
  const { control, record } = setUp()
  const plan = makePlan(
    {
      workload: { kind: 'cpu', cpuMs: 0, spread: 'fixed' },
      load: { kind: 'closed' },
      seed: 1,
      faults: { throwEvery: 0, exitAt: 0 },
    },
    { roundsPerMs: 1 },
  )
  const waiting = new CooperativeWaiting(control, record, null)
  await run(
    (function* (): Coroutine<void> {
      const clients = [0, 1].map(() =>
        createTask(client({ plan, control, record, waiting }, new Gate(1))),
      )
      for (let turn = 0; turn < 10; turn++) yield* sleep(0)
      control.stop()
      for (const task of clients) yield* task
    })(),
    { clock: 'virtual' },
  )
  const { completed } = record.read()
  expect(completed).toBeGreaterThan(10)
  expect(completed).toBeLessThan(30)
})
