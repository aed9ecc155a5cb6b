import { afterEach, describe, expect, test } from 'vitest'
import { once } from 'node:events'
import { Control } from '../../../src/engine/measure/control'
import { now } from '../../../src/engine/measure/now'
import { nanoseconds } from '../../../src/engine/measure/statistics/quantity'
import { ThreadRecord } from '../../../src/engine/measure/thread-record'
import { startKnownLoad, type KnownLoadThread } from './known-load'
import { histogramsOf } from '../../../src/engine/measure/latency/histogram'

const finish = (record: ThreadRecord, responseMs: number, serviceMs: number) => {
  record.jobStarted()
  record.jobFinished(now(), nanoseconds(responseMs * 1e6), nanoseconds(serviceMs * 1e6))
}

describe('a record', () => {
  test('counts every job, but the histograms hold only those finished while measuring', () => {
    const control = Control.allocate()
    const written = ThreadRecord.allocate('loop', control)
    const read = ThreadRecord.attach(written.transfer)
    finish(written, 9000, 9000)
    control.startMeasuring()
    finish(written, 20, 10)
    finish(written, 40, 10)
    control.stop()
    finish(written, 9000, 9000)
    expect(read.read()).toMatchObject({ started: 4, completed: 4, measured: 2, failed: 0 })
    const { response, service } = histogramsOf(read)
    expect([response.totalCount, response.maxValue]).toEqual([2, 40e6])
    expect([service.totalCount, service.maxValue]).toEqual([2, 10e6])
  })

  test('keeps when its last job ended, but for those that ended after the stop', () => {
    const control = Control.allocate()
    const record = ThreadRecord.allocate('loop', control)
    const finishAt = (finishedNs: number) => {
      record.jobFinished(nanoseconds(finishedNs), nanoseconds(1e6), nanoseconds(1e6))
    }
    expect(record.read().lastCompletedNs).toBeNull()
    finishAt(5e9)
    control.startMeasuring()
    finishAt(6e9)
    control.stop()
    finishAt(7e9)
    expect(record.read().lastCompletedNs).toBe(6e9)
  })

  test('keeps response and service apart where two threads see one half each', () => {
    const control = Control.allocate()
    control.startMeasuring()
    const dispatcher = ThreadRecord.allocate('dispatcher', control)
    const worker = ThreadRecord.allocate('worker 1', control)
    worker.jobStarted()
    worker.jobServed(now(), nanoseconds(5e6))
    dispatcher.jobAnswered(nanoseconds(7e6))
    expect(worker.read()).toMatchObject({ completed: 1, measured: 1 })
    expect(dispatcher.read()).toMatchObject({ completed: 0, measured: 0 })
    expect(histogramsOf(worker).response.totalCount).toBe(0)
    expect(histogramsOf(worker).service.maxValue).toBe(5e6)
    expect(histogramsOf(dispatcher).response.maxValue).toBe(7e6)
    expect(histogramsOf(dispatcher).service.totalCount).toBe(0)
  })

  test('says what the thread is doing', () => {
    const record = ThreadRecord.allocate('worker 1', Control.allocate())
    expect(record.read()).toMatchObject({ state: 'idle', hasBegun: false, tid: null })
    record.jobStarted()
    expect(record.read().state).toBe('running')
    record.waiting()
    expect(record.read().state).toBe('waiting')
    record.running()
    expect(record.read().state).toBe('running')
    record.idle()
    expect(record.read().state).toBe('idle')
  })

  test('counts failures by message, keeps the first few messages and cuts long ones', () => {
    const record = ThreadRecord.allocate('loop', Control.allocate())
    for (const message of ['zwölf ✗', 'b', 'zwölf ✗', 'x'.repeat(1000), 'd', 'e', 'e', 'f']) {
      record.jobFailed(message)
    }
    const reader = ThreadRecord.attach(record.transfer)
    const { failed, errors } = reader.read()
    expect(errors).toEqual([
      { message: 'zwölf ✗', count: 2 },
      { message: 'b', count: 1 },
      { message: 'x'.repeat(250), count: 1 },
      { message: 'd', count: 1 },
    ])
    expect(failed).toBe(8)
  })
})

describe('the record of a real thread', () => {
  let thread: KnownLoadThread
  afterEach(async () => {
    await thread.worker.terminate()
  })

  test('the record of a real thread can be read while the thread is blocked and after it was killed', async () => {
    thread = await startKnownLoad()
    thread.control.startMeasuring()
    await thread.bear({ kind: 'work', rounds: 1 })
    void thread.bear({ kind: 'block', ms: 60_000 })
    while (thread.record.read().state !== 'waiting') await new Promise(setImmediate)
    expect(thread.record.read()).toMatchObject({ started: 2, completed: 1, measured: 1 })
    await thread.worker.terminate()
    expect(thread.record.read()).toMatchObject({ started: 2, completed: 1, measured: 1 })
    expect(histogramsOf(thread.record).response.totalCount).toBe(1)
  })

  test('survives a thread that ends itself in a job', async () => {
    thread = await startKnownLoad()
    await thread.bear({ kind: 'garbage', objects: 1000 })
    thread.worker.postMessage({ kind: 'exit-in-job' })
    const [code] = (await once(thread.worker, 'exit')) as [number]
    expect(code).toBe(1)
    expect(thread.record.read()).toMatchObject({ started: 2, completed: 1, hasEnded: false })
  })

  test('a stop ends a blocked wait at once', async () => {
    thread = await startKnownLoad()
    const blocked = thread.bear({ kind: 'block', ms: 600_000 })
    while (thread.record.read().state !== 'waiting') await new Promise(setImmediate)
    thread.control.stop()
    await blocked
    expect(thread.record.read().completed).toBe(1)
  })

  test('tells the time its own collector stopped it, though the thread never turned its loop', async () => {
    thread = await startKnownLoad()
    thread.control.requestLook()
    await thread.bear({ kind: 'work', rounds: 1 })
    const calmNs = thread.record.read().reported?.gcNs ?? 0
    thread.control.requestLook()
    await thread.bear({ kind: 'garbage', objects: 5_000_000 })
    const gcNs = (thread.record.read().reported?.gcNs ?? 0) - calmNs
    expect(gcNs).toBeGreaterThan(1e6)
  })
})
