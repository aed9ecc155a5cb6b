import { describe, expect, test } from 'vitest'
import { Control } from '../../../../src/engine/measure/control'
import { JobLog } from '../../../../src/engine/measure/job-log/job-log'
import { nanoseconds } from '../../../../src/engine/measure/statistics/quantity'

const ms = (value: number) => nanoseconds(value * 1e6)
const CLOSED = NaN

/** A log of a thread whose time the test tells; what it writes is read in another. */
function logOf(control = Control.allocate(), leastHoldNs?: number) {
  control.startMeasuring()
  const buffer = JobLog.allocate()
  return {
    log: new JobLog(buffer, control, leastHoldNs),
    read: new JobLog(buffer, control),
    control,
  }
}

/** A job that is submitted, begins and ends at these milliseconds, and only computes. */
function compute(log: JobLog, job: number, [submitted, began, ended]: [number, number, number]) {
  log.begin(job, ms(began))
  log.finish(job, CLOSED, ms(submitted), ms(began), ms(ended))
}

describe('the log of a thread', () => {
  test('names the one long job among short ones behind which another waited to begin', () => {
    const { log, read } = logOf()
    compute(log, 1, [0, 0, 1])
    compute(log, 812, [0, 1, 41])
    compute(log, 2, [0, 41, 42])
    const [slowest] = read.slowest
    expect(slowest).toMatchObject({ job: 2, startedNs: ms(41), worker: null })
    expect(slowest?.behind).toEqual({
      holds: 2,
      heldNs: ms(41),
      longest: { job: 812, lengthNs: ms(40), isBlocked: false },
      isWhole: true,
    })
  })

  test('names the job that computed between the end of a wait and the step after it', () => {
    const { log, read } = logOf()
    log.begin(1, ms(0))
    const waiting = log.suspend(ms(1))
    compute(log, 812, [0, 15, 55])
    log.resume(waiting, ms(1), ms(20), ms(56))
    log.finish(1, CLOSED, ms(0), ms(0), ms(57))
    const [first] = read.slowest
    expect(first?.waits).toHaveLength(1)
    expect(first?.waits[0]).toMatchObject({ beganNs: ms(1), readyNs: ms(20), resumedNs: ms(56) })
    // Of its 40 ms it held the thread for 35 after the timer was due.
    expect(first?.waits[0]?.behind).toMatchObject({ holds: 1, heldNs: ms(35) })
    expect(first?.waits[0]?.behind.longest).toMatchObject({ job: 812, lengthNs: ms(40) })
  })

  test('tells the one wait of a job of which it notes the end alone', () => {
    const { log, read } = logOf()
    log.noteEndsOnly((job) => ms(20 + job))
    for (const job of [1, 2]) {
      log.begin(job, ms(0))
      expect(log.suspend(ms(1))).toBe(-1)
    }
    for (const job of [1, 2]) log.finish(job, CLOSED, ms(0), ms(1), ms(30 + job))
    expect(read.slowest.map(({ job }) => job)).toEqual([2, 1])
    expect(read.sample).toHaveLength(2)
    const [slowest] = read.slowest
    expect(slowest).toMatchObject({ startedNs: ms(1), finishedNs: ms(32), waitedNs: ms(31) })
    expect(slowest?.waits).toEqual([
      expect.objectContaining({ beganNs: ms(1), readyNs: ms(23), resumedNs: ms(32) }),
    ])
  })

  test('keeps one of many that end together, each slower than the one before', () => {
    const { log, read } = logOf()
    for (let job = 0; job < 400; job++) compute(log, job, [0, 1_000 + job / 400, 1_000 + job / 400])
    expect(read.slowest).toHaveLength(8)
    for (let job = 400; job < 800; job++)
      compute(log, job, [0, 1_000 + job / 400, 1_000 + job / 400])
    const numbers = read.slowest.map(({ job }) => job)
    // At most one in 40, the last of them among the last.
    expect(numbers[0]).toBeGreaterThanOrEqual(760)
    for (const [place, job] of numbers.slice(1).entries())
      expect((numbers[place] ?? 0) - job).toBeGreaterThanOrEqual(40)
  })

  test('remembers a long job when thousands of short ones came after it', () => {
    const { log, read } = logOf()
    log.begin(1, ms(0))
    const waiting = log.suspend(ms(1))
    compute(log, 812, [0, 2, 42])
    for (let job = 1_000; job < 6_000; job++) {
      const at = 42 + (job - 1_000) / 100
      compute(log, job, [at, at, at + 0.009])
    }
    log.resume(waiting, ms(1), ms(2), ms(93))
    log.finish(1, CLOSED, ms(0), ms(0), ms(94))
    const behind = read.slowest[0]?.waits[0]?.behind
    expect(behind).toMatchObject({ holds: 1, heldNs: ms(40), longest: { job: 812 }, isWhole: true })
  })

  test('says so where it has forgotten who held it', () => {
    const { log, read } = logOf()
    for (let job = 0; job < 2_000; job++) compute(log, job, [0, job, job + 1])
    expect(read.slowest[0]).toMatchObject({ job: 1_999, behind: { holds: 1_023, isWhole: false } })
  })

  test('tells the waits of jobs that take turns apart, the first four one by one', () => {
    const { log, read } = logOf()
    log.begin(1, ms(0))
    log.begin(2, ms(0))
    for (let wait = 0; wait < 6; wait++) {
      for (const job of [1, 2]) {
        const at = 10 * wait + job
        log.resume(job, ms(at), ms(at + 1), ms(at + 2))
        if (wait < 5) expect(log.suspend(ms(at + 3))).toBe(job)
        else log.finish(job, CLOSED, ms(0), ms(0), ms(at + 3))
      }
    }
    const [second, first] = read.slowest
    expect(second?.waits.map(({ beganNs }) => beganNs / 1e6)).toEqual([2, 12, 22, 32])
    expect(first?.waits.map(({ beganNs }) => beganNs / 1e6)).toEqual([1, 11, 21, 31])
    expect([first?.moreWaits, first?.waitedNs]).toEqual([2, ms(12)])
  })

  test('counts the latency of an open load from when a job was due', () => {
    const { log, read } = logOf()
    log.begin(1, ms(50))
    log.finish(1, ms(10), ms(40), ms(50), ms(60))
    expect(read.slowest[0]).toMatchObject({ dueNs: ms(10), submittedNs: ms(40) })
    compute(log, 2, [40, 60, 80])
    expect(read.slowest.map(({ job }) => job)).toEqual([1, 2])
  })

  test('tells of a pool what its worker did with a job, and which one that waited for', () => {
    const control = Control.allocate()
    const worker = logOf(control, 0)
    const dispatcher = logOf(control)
    worker.log.begin(812, ms(0))
    worker.log.leave(812, ms(40))
    worker.log.begin(7, ms(41))
    worker.log.block(ms(42), ms(62), ms(63))
    worker.log.leave(7, ms(64))
    dispatcher.log.answer(7, CLOSED, ms(5), ms(70), 3, worker.read)
    expect(dispatcher.read.slowest[0]).toMatchObject({
      worker: 3,
      startedNs: ms(41),
      finishedNs: ms(64),
      answeredNs: ms(70),
      behind: { holds: 1, heldNs: ms(35), longest: { job: 812, lengthNs: ms(40) } },
      waits: [{ beganNs: ms(42), resumedNs: ms(63) }],
    })
  })

  test('keeps nothing of the warm-up, and forgets a block when it is cleared', () => {
    const control = Control.allocate()
    const buffer = JobLog.allocate()
    const log = new JobLog(buffer, control)
    compute(log, 1, [0, 0, 500])
    expect([log.slowest, log.sample]).toEqual([[], []])
    control.startMeasuring()
    compute(log, 2, [0, 500, 501])
    expect(log.slowest.map(({ job }) => job)).toEqual([2])
    new JobLog(buffer, control).clear()
    expect([log.slowest, log.sample]).toEqual([[], []])
  })

  test('holds a job that failed against those that waited for it', () => {
    const { log, read } = logOf()
    log.begin(812, ms(0))
    log.leave(812, ms(40))
    compute(log, 1, [0, 40, 41])
    expect(read.slowest[0]?.behind.longest).toMatchObject({ job: 812 })
  })
})

describe('the jobs that are kept', () => {
  test('keep the slowest of all, whatever came between', () => {
    const { log, read } = logOf()
    const latencies = Array.from({ length: 1_000 }, (_, job) => (job * 7_919) % 1_009)
    for (const [job, latency] of latencies.entries()) {
      const endedMs = 2_000 + job
      compute(log, job, [endedMs - latency, endedMs - 1, endedMs])
    }
    const expected = [...latencies].sort((a, b) => b - a).slice(0, 8)
    expect(
      read.slowest.map(({ submittedNs, finishedNs }) => (finishedNs - submittedNs) / 1e6),
    ).toEqual(expected)
  })

  test('hold a sample in which early and late jobs are as likely', () => {
    const { log, read, control } = logOf()
    const jobs = 400
    let late = 0
    let sampled = 0
    for (let block = 0; block < 16; block++) {
      for (let job = 0; job < jobs; job++) compute(log, job + block, [0, 0, 1])
      sampled += read.sample.length
      late += read.sample.filter(({ job }) => job - block >= jobs / 2).length
      if (block % 2 === 0) log.clear()
    }
    expect(control.isMeasuring).toBe(true)
    expect(sampled).toBe(16 * 32)
    // Half of them, give or take many times its standard deviation of 11.
    expect(Math.abs(late - sampled / 2)).toBeLessThan(100)
  })
})
