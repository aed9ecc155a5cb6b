import { expect, test } from 'vitest'
import { milliseconds } from '../../src/engine/measure/statistics/quantity'
import { jobTraceSchema, type JobTrace } from '../../src/engine/result/job-trace'
import { jobName, whySlow } from '../../src/report/why-slow'

const nothing = null
const noHidden = { hiddenQueueing: null }
const behind812 = {
  holds: 1,
  heldMs: 40,
  longest: { job: 812, ms: 40, isBlocked: false },
  isWhole: true,
}

/** A job of 20 ms that waited, changed as the test likes. */
function traced(changes: object = {}): JobTrace {
  return jobTraceSchema.parse({
    job: 1_790,
    round: 2,
    thread: 'loop',
    atMs: 5,
    submittedMs: 0,
    startedMs: 0,
    finishedMs: 20,
    endedMs: 20,
    behind: nothing,
    waits: [],
    moreWaits: 0,
    waitedMs: 0,
    around: null,
    ...changes,
  })
}

test('a job is named by its number, its block and its time', () => {
  expect(jobName(traced())).toBe('Job 1,790 of block 3 took 20 ms')
})

test.each([
  [
    'one job before its first step',
    { startedMs: 41, finishedMs: 42, endedMs: 42, behind: behind812 },
    'It waited 41 ms for its first step, behind job 812, which computed for 40 ms.',
  ],
  [
    'one job after its wait',
    {
      finishedMs: 62,
      endedMs: 62,
      waits: [{ beganMs: 1, readyMs: 19, resumedMs: 60, behind: behind812 }],
    },
    'It waited 41 ms longer than asked, behind job 812, which computed for 40 ms.',
  ],
  [
    'one long job among others',
    { startedMs: 45, finishedMs: 46, endedMs: 46, behind: { ...behind812, holds: 5, heldMs: 44 } },
    'It waited 45 ms for its first step, behind job 812, which computed for 40 ms, and 4 shorter ones.',
  ],
  [
    'many short ones',
    {
      startedMs: 41,
      finishedMs: 42,
      endedMs: 42,
      behind: {
        holds: 30,
        heldMs: 39,
        longest: { job: 7, ms: 2, isBlocked: false },
        isWhole: false,
      },
    },
    'It waited 41 ms for its first step, behind at least 30 steps of other jobs, 39 ms in all; the longest, job 7, computed for 2 ms.',
  ],
  ['itself', { finishedMs: 40, endedMs: 40 }, 'It computed for 40 ms itself.'],
  [
    'the wait that it asked for',
    { waits: [{ beganMs: 1, readyMs: 19, resumedMs: 19.1, behind: nothing }] },
    'It waited 18 ms for what it had asked for.',
  ],
  [
    'its dispatcher',
    { finishedMs: 20, endedMs: 60 },
    'It was done after 20 ms, and its end was heard 40 ms later.',
  ],
  [
    'no job, but a core that was not free',
    {
      startedMs: 30,
      finishedMs: 31,
      endedMs: 31,
      around: { overMs: 100, gcMs: 1, runQueueMs: 28 },
    },
    'It waited 30 ms for its first step; in the 100 ms around it its thread stood 28 ms without a core.',
  ],
  [
    'no job, but collections',
    {
      startedMs: 30,
      finishedMs: 31,
      endedMs: 31,
      around: { overMs: 100, gcMs: 25, runQueueMs: 2 },
    },
    'It waited 30 ms for its first step; in the 100 ms around it collections took 25 ms.',
  ],
  [
    'itself, as far as it had a core',
    {
      finishedMs: 40,
      endedMs: 40,
      around: { overMs: 100, gcMs: 1, runQueueMs: 15 },
    },
    'It computed, or waited for a core, for 40 ms; in the 100 ms around it its thread stood 15 ms without a core.',
  ],
  [
    'a job that may have had no core',
    {
      startedMs: 41,
      finishedMs: 42,
      endedMs: 42,
      behind: behind812,
      around: { overMs: 100, gcMs: 1, runQueueMs: 30 },
    },
    'It waited 41 ms for its first step, behind job 812, which held the thread for 40 ms. In the 100 ms around it its thread stood 30 ms without a core.',
  ],
  [
    'nothing that is known',
    { startedMs: 30, finishedMs: 31, endedMs: 31 },
    'It waited 30 ms for its first step, and no one job held its thread for long.',
  ],
])('a job that was held up by %s says so', (_, changes, sentence) => {
  expect(whySlow(traced(changes), 'event-loop', noHidden)).toBe(sentence)
})

test('a thread that blocks was held by jobs, not by steps', () => {
  const behind = {
    holds: 19,
    heldMs: 380,
    longest: { job: 3, ms: 20, isBlocked: true },
    isWhole: true,
  }
  const trace = traced({ startedMs: 381, finishedMs: 400, endedMs: 400, behind })
  expect(whySlow(trace, 'thread-pool', noHidden)).toBe(
    'It waited 381 ms for its first step, behind 19 other jobs, 380 ms in all; the longest, job 3, blocked the thread for 20 ms.',
  )
})

test('a job that waits for a hidden thread says for how long tasks queued for one', () => {
  const hiddenQueueing = {
    ...{ count: 10, meanMs: milliseconds(30), maxMs: milliseconds(40) },
    ...{ percentiles: [], histogram: '' },
  }
  const trace = traced({ waits: [{ beganMs: 0, readyMs: null, resumedMs: 20, behind: nothing }] })
  expect(whySlow(trace, 'async', { hiddenQueueing })).toBe(
    'It waited 20 ms for what it had asked for; a task queued 30 ms for a hidden thread, in the mean.',
  )
})

test('times that do not follow each other are refused', () => {
  expect(() => traced({ startedMs: 50 })).toThrow('expected times that follow each other')
})
