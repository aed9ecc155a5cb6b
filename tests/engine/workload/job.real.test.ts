import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Workload } from '../../../src/engine/spec/spec'
import { gather, run, type Coroutine } from '../../../src/engine/loop'
import { Control } from '../../../src/engine/measure/control'
import { now } from '../../../src/engine/measure/now'
import { ThreadRecord } from '../../../src/engine/measure/thread-record'
import { BlockingWaiting, StoppedError } from '../../../src/engine/workload/blocking-waiting'
import { CooperativeWaiting } from '../../../src/engine/workload/cooperative-waiting'
import { job } from '../../../src/engine/workload/job'
import { makePlan } from '../../../src/engine/workload/make-plan'
import { type Plan } from '../../../src/engine/workload/plan'
import { startHttpService, type HttpService } from '../../../src/engine/workload/start-http-service'
import { work } from '../../../src/engine/workload/cpu'
import { histogramsOf } from '../../../src/engine/measure/latency/histogram'

const engineFolder = join(import.meta.dirname, '../../../out/main')

let service: HttpService
let folder: string
let files: string[]
beforeAll(async () => {
  service = await startHttpService(engineFolder)
  folder = await mkdtemp(join(tmpdir(), 'scratch-job-'))
  files = ['a', 'b'].map((name) => join(folder, name))
  for (const file of files) await writeFile(file, 'content')
})
afterAll(async () => {
  await service.stop()
  await rm(folder, { recursive: true })
})

const planOf = (workload: Workload, throwEvery = 0) =>
  makePlan(
    { workload, load: { kind: 'closed' }, seed: 1, faults: { throwEvery, exitAt: 0 } },
    { roundsPerMs: 100, files },
  )

const newRecord = (control: Control) => {
  control.startMeasuring()
  return ThreadRecord.allocate('thread', control)
}
const blocking = (control = Control.allocate()) =>
  new BlockingWaiting(control, newRecord(control), service.port)
const cooperative = (control = Control.allocate()) =>
  new CooperativeWaiting(control, newRecord(control), service.port)

function* allOf(jobs: Coroutine<void>[]): Coroutine<void> {
  yield* gather(jobs)
}

/** The two ways in which contenders run jobs 0 and 1 of a plan. */
const ways = [
  [
    'blocking, one after the other',
    async (plan: Plan) => {
      const waiting = blocking()
      for (const index of [0, 1]) await waiting.run(job(plan, index, waiting))
      waiting.close()
    },
  ],
  [
    'cooperatively, both in flight',
    async (plan: Plan) => {
      const waiting = cooperative()
      await run(allOf([job(plan, 0, waiting), job(plan, 1, waiting)]))
      waiting.close()
    },
  ],
] as const

describe.each(ways)('a job run %s', (_, runJobs) => {
  test('waits its time', async () => {
    const startNs = now()
    await runJobs(planOf({ kind: 'wait', waitMs: 20, spread: 'fixed' }))
    expect((now() - startNs) / 1e6).toBeGreaterThanOrEqual(20)
  })

  test('waits for the longest of several parts, all at once', async () => {
    const plan = planOf({ kind: 'fan-out', parts: 40, waitMs: 20, spread: 'uniform' })
    const longestMs = Math.max(...plan.partsMs(0), ...plan.partsMs(1))
    const startNs = now()
    await runJobs(plan)
    const tookMs = (now() - startNs) / 1e6
    expect(tookMs).toBeGreaterThanOrEqual(longestMs - 0.1)
    expect(tookMs).toBeLessThan(plan.partsMs(0).reduce((sum, ms) => sum + ms, 0))
  })

  test('asks the service, and waits for its answer', async () => {
    const workload = { kind: 'http', waitMs: 20, cpuMs: 1, responseBytes: 99 } as const
    const startNs = now()
    await runJobs(planOf({ ...workload, spread: 'fixed' }))
    expect((now() - startNs) / 1e6).toBeGreaterThanOrEqual(20)
  })

  test('reads its file', async () => {
    await runJobs(planOf({ kind: 'files', path: folder }))
    const gone = makePlan(
      {
        workload: { kind: 'files', path: folder },
        load: { kind: 'closed' },
        seed: 1,
        faults: { throwEvery: 0, exitAt: 0 },
      },
      { roundsPerMs: 1, files: [join(folder, 'gone')] },
    )
    await expect(runJobs(gone)).rejects.toThrow('ENOENT')
  })

  test.each(['scrypt', 'pbkdf2'] as const)('hashes by %s', async (hash) => {
    const cpu = process.cpuUsage()
    await runJobs(planOf({ kind: 'crypto', hash, cpuMs: 20, spread: 'fixed' }))
    const { user, system } = process.cpuUsage(cpu)
    expect(user + system).toBeGreaterThan(1_000)
  })

  test('compresses text', async () => {
    const plan = planOf({ kind: 'zlib', cpuMs: 20, spread: 'fixed' })
    await runJobs(plan)
    expect(plan.hiddenRounds(0)).toBe(2_000)
    expect(plan.text.length).toBeGreaterThan(2_000)
  })

  test('looks up a name', async () => {
    await runJobs(planOf({ kind: 'dns', lookups: 3 }))
  })

  test('a job run %s does its work', async () => {
    const before = work(0)
    await runJobs(planOf({ kind: 'cpu', cpuMs: 1, spread: 'fixed' }))
    expect(work(0)).not.toBe(before)
  })

  test('throws if the plan has it fail', async () => {
    const plan = planOf({ kind: 'cpu', cpuMs: 0, spread: 'fixed' }, 2)
    await expect(runJobs(plan)).rejects.toThrow('faults.throwEvery')
  })

  test('rejects with the service’s error if it asks for the impossible', async () => {
    const workload = { kind: 'http', waitMs: 0, cpuMs: 0, responseBytes: -1 } as const
    const plan = planOf({ ...workload, spread: 'fixed' })
    await expect(runJobs(plan)).rejects.toThrow('The loopback service answered 400')
  })
})

describe('a cooperative wait', () => {
  test('lets other jobs wait at the same time', async () => {
    const waiting = cooperative()
    const plan = planOf({ kind: 'wait', waitMs: 20, spread: 'fixed' })
    let started = 0
    const startedBeforeEnd: number[] = []
    function* client(index: number): Coroutine<void> {
      started++
      yield* job(plan, index, waiting)
      startedBeforeEnd.push(started)
    }
    await run(allOf(Array.from({ length: 50 }, (_, index) => client(index))))
    expect(startedBeforeEnd).toEqual(Array.from({ length: 50 }, () => 50))
  })

  test('notes how late the loop’s timer came', async () => {
    const control = Control.allocate()
    const record = newRecord(control)
    const waiting = new CooperativeWaiting(control, record, null)
    const plan = planOf({ kind: 'wait', waitMs: 5, spread: 'fixed' })
    await run(allOf(Array.from({ length: 10 }, (_, index) => job(plan, index, waiting))))
    expect(histogramsOf(record).timerLateness.totalCount).toBe(10)
    expect(record.read().state).toBe('running')
  })
})

describe('a blocking wait', () => {
  test('ends its job neither done nor failed when the run is stopped', () => {
    const control = Control.allocate()
    const waiting = blocking(control)
    const plan = planOf({ kind: 'wait', waitMs: 60_000, spread: 'fixed' })
    control.stop()
    expect(() => waiting.run(job(plan, 0, waiting))).toThrow(StoppedError)
  })

  test('a blocking wait of a timer or a file ends before the call returns: no turn of Node’s loop is needed', () => {
    const control = Control.allocate()
    const record = newRecord(control)
    const waiting = new BlockingWaiting(control, record, null)
    const startNs = now()
    void waiting.run(job(planOf({ kind: 'wait', waitMs: 20, spread: 'fixed' }), 0, waiting))
    expect((now() - startNs) / 1e6).toBeGreaterThanOrEqual(19.9)
  })
})
