import { readFile } from 'node:fs/promises'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { CpuMeter, type CpuReading } from '../../../../src/engine/measure/cpu/cpu-meter'
import { canAskWorkers, noteCpuTimes } from '../../../../src/engine/measure/cpu/note-cpu-times'
import { utilisationBetween } from '../../../../src/engine/measure/cpu/own-thread'
import { calibrate } from '../../../../src/engine/workload/cpu'
import { startKnownLoad, type KnownLoadThread } from '../known-load'

const isPerThread = new CpuMeter([]).source !== 'process-wide'

let thread: KnownLoadThread
let roundsPerMs: number
beforeAll(() => {
  roundsPerMs = calibrate()
})
afterEach(async () => {
  await thread.worker.terminate()
})

const processNs = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) * 1000
}
const threadNs = (reading: CpuReading) => reading.threads[0] ?? Number.NaN

describe.runIf(isPerThread)('where the CPU time of a thread can be read', () => {
  test('a thread that works alone is charged what the whole process used', async () => {
    thread = await startKnownLoad()
    const meter = new CpuMeter([thread.record])
    await thread.bear({ kind: 'work', rounds: roundsPerMs * 50 })
    thread.control.requestLook()
    await thread.bear({ kind: 'work', rounds: 1 })
    const before = meter.read()
    const beforeNs = processNs()
    await thread.bear({ kind: 'work', rounds: roundsPerMs * 1000 })
    thread.control.requestLook()
    await thread.bear({ kind: 'work', rounds: 1 })
    const usedNs = processNs() - beforeNs
    const after = meter.read()
    expect((threadNs(after) - threadNs(before)) / usedNs).toBeGreaterThan(0.95)
    expect((threadNs(after) - threadNs(before)) / usedNs).toBeLessThan(1.03)
    expect((after.totalNs - before.totalNs) / usedNs).toBeGreaterThan(0.95)
    expect((after.totalNs - before.totalNs) / usedNs).toBeLessThan(1.03)
  })

  test('twice the work costs twice the CPU time', async () => {
    thread = await startKnownLoad()
    const meter = new CpuMeter([thread.record])
    const cost = async (rounds: number) => {
      const before = threadNs(meter.read())
      await thread.bear({ kind: 'work', rounds })
      thread.control.requestLook()
      await thread.bear({ kind: 'work', rounds: 1 })
      return threadNs(meter.read()) - before
    }
    await cost(roundsPerMs * 200)
    // The least of several, taken in turn: a neighbour on the same core only ever adds.
    const once: number[] = []
    const twice: number[] = []
    for (let turn = 0; turn < 5; turn++) {
      once.push(await cost(roundsPerMs * 100))
      twice.push(await cost(roundsPerMs * 200))
    }
    const ratio = Math.min(...twice) / Math.min(...once)
    expect(ratio).toBeGreaterThan(1.8)
    expect(ratio).toBeLessThan(2.2)
  })

  test('a blocked thread reads utilisation 1 and no CPU', async () => {
    thread = await startKnownLoad()
    const meter = new CpuMeter([thread.record])
    thread.control.requestLook()
    await thread.bear({ kind: 'block', ms: 1 })
    const reportedBefore = thread.record.read().reported
    const before = meter.read()
    thread.control.requestLook()
    await thread.bear({ kind: 'block', ms: 500 })
    const after = meter.read()
    const reportedAfter = thread.record.read().reported
    const cores = (threadNs(after) - threadNs(before)) / (after.atNs - before.atNs)
    expect(cores).toBeLessThan(0.02)
    if (!reportedBefore || !reportedAfter) throw new Error('the thread never looked')
    // On a busy machine it sits in its poll, too, for a while before it is told to block.
    const passedMs = (reportedAfter.atNs - reportedBefore.atNs) / 1e6
    const share = utilisationBetween(reportedBefore, reportedAfter) ?? 0
    expect(share * passedMs).toBeGreaterThan(490)
  })
})

describe.runIf(new CpuMeter([]).source === 'proc-schedstat')('on Linux', () => {
  test('what a thread used stays counted after it was killed', async () => {
    thread = await startKnownLoad()
    const meter = new CpuMeter([thread.record])
    await thread.bear({ kind: 'work', rounds: roundsPerMs * 100 })
    const alive = meter.read()
    await thread.worker.terminate()
    const dead = meter.read()
    // What it still used while it ended may be in it too.
    expect(threadNs(dead)).toBeGreaterThanOrEqual(threadNs(alive))
    expect(threadNs(dead)).toBeGreaterThan(50e6)
    expect(meter.readSwitches()).toEqual([null])
  })

  test('reading files shows as work of the runtime, not as that of a thread', async () => {
    thread = await startKnownLoad()
    const meter = new CpuMeter([thread.record])
    const before = meter.read()
    const reads = Array.from({ length: 3000 }, () => readFile(import.meta.filename))
    await Promise.all(reads)
    const after = meter.read()
    expect((after.runtimeNs ?? 0) - (before.runtimeNs ?? 0)).toBeGreaterThan(3000 * 1000)
    expect(threadNs(after) - threadNs(before)).toBeLessThan(5e6)
  })

  test('the thread that reads and the main thread are not charged', async () => {
    thread = await startKnownLoad()
    const meter = new CpuMeter([thread.record])
    const before = meter.read()
    const beforeNs = processNs()
    calibrate()
    const usedNs = processNs() - beforeNs
    expect((meter.read().totalNs - before.totalNs) / usedNs).toBeLessThan(0.2)
  })

  test('context switches of a thread that blocks often are voluntary ones', async () => {
    thread = await startKnownLoad()
    const meter = new CpuMeter([thread.record])
    const before = meter.readSwitches()[0]
    for (let wait = 0; wait < 20; wait++) await thread.bear({ kind: 'block', ms: 1 })
    const after = meter.readSwitches()[0]
    expect((after?.voluntary ?? 0) - (before?.voluntary ?? 0)).toBeGreaterThanOrEqual(20)
    expect(after?.involuntary).toBeGreaterThanOrEqual(0)
  })
})

describe.runIf(canAskWorkers)('where the runtime is asked for the CPU time of a thread', () => {
  test('a thread is charged for a job while it is in it', async () => {
    thread = await startKnownLoad()
    const { control, record, worker } = thread
    noteCpuTimes([worker], [record], control, false)
    const meter = new CpuMeter([record], [], null, 'thread-cpu-usage')
    const own = record.read().reported?.cpuNs ?? 0
    let isOver = false
    const job = thread.bear({ kind: 'work', rounds: roundsPerMs * 1000 }).then(() => {
      isOver = true
    })
    await expect.poll(() => threadNs(meter.read())).toBeGreaterThan(own + 100e6)
    expect(isOver).toBe(false)
    await job
  })

  test('what it is charged is what the system says', async () => {
    thread = await startKnownLoad()
    const { control, record, worker } = thread
    noteCpuTimes([worker], [record], control, false)
    const asked = new CpuMeter([record], [], null, 'thread-cpu-usage')
    const bySystem = new CpuMeter([record])
    await thread.bear({ kind: 'work', rounds: roundsPerMs * 300 })
    const ratio = (): number => threadNs(asked.read()) / threadNs(bySystem.read())
    await expect.poll(ratio).toBeGreaterThan(0.95)
    expect(ratio()).toBeLessThan(1.05)
  })
})
