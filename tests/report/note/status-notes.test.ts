import { expect, test } from 'vitest'
import { standingNotes as standingNotesUnread } from '../../../src/report/note/status-notes'
import type { Result } from '../../../src/engine/result/result'
import { milliseconds, seconds } from '../../../src/engine/measure/statistics/quantity'
import { syntheticResult, syntheticSpec, typical, type Made } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const standingNotes = readable(standingNotesUnread, (notes) => notes.map(({ text }) => text))

const texts = (result: Parameters<typeof standingNotes>[0]) =>
  standingNotes(result).map(({ text }) => text)

test('latency is called unsteady where the jobs in flight need longer than the warm-up to go round', () => {
  const slow = syntheticResult({ 'thread-pool': { ...typical['thread-pool'], jobsPerSecond: 160 } })
  expect(texts(slow)).toEqual([
    'thread-pool: 400 jobs in flight take 2.5 s to go round, its warm-up took 2 s. Warm up for longer, or read its latency as that of a queue that fills.',
  ])
  expect(texts(syntheticResult({ 'event-loop': typical['event-loop'] }))).toEqual([])
})

test('a latency that is left out, as it would only say how long was measured, is no reason for care', () => {
  const notes = standingNotes(syntheticResult({ sequential: typical.sequential }))
  expect(notes).toEqual([
    {
      tone: 'information',
      text: 'sequential: 400 jobs in flight take 8.06 s to go round, longer than a block. A latency would only say how long was measured, so none is told.',
    },
  ])
})

test('a contender that finished nothing is said why, by what was seen of it', () => {
  const none = { ...typical['event-loop'], jobsPerSecond: 0 }
  const saidOf = (made: Partial<Made>, changes: Record<string, unknown> = {}): string[] =>
    texts(syntheticResult({ 'event-loop': { ...none, ...made } }, syntheticSpec(changes)))
  const open = { load: { kind: 'open', arrivalsPerSecond: 1 } }
  const http = { workload: { kind: 'http', waitMs: 20 } }
  expect(saidOf({})).toEqual([
    'event-loop finished no job, because a job takes longer than its blocks. Measure longer.',
  ])
  expect(saidOf({ failed: 9 })).toEqual([
    'event-loop: 9 of 9 jobs failed. Most of them say “synthetic error of a job”: mend that, then run it again.',
    'event-loop finished no job, because all of them failed. Mend what the errors name, then run it again.',
  ])
  expect(saidOf({ arrived: 0 }, open)[0]).toMatch(
    /^event-loop finished no job, because none came in while/,
  )
  expect(saidOf({ arrived: 4, rejected: 4 }, open)[0]).toMatch(/ all that came were turned away/)
  expect(saidOf({}, http)).toEqual([
    'event-loop finished no job, because the loopback service did not answer. Close what loads the machine, then run it again.',
  ])
  const cut = saidOf({ seconds: 0.05, blocks: 0, status: 'partial' })
  expect(cut.join(' ')).toContain(
    'event-loop finished no job, because it was cut short before one ended.',
  )
  const failed = saidOf({ status: 'failed', error: 'a job of mine.ts does not end' })
  expect(failed.join(' ')).toMatch(/failed: “a job of mine\.ts does not end”/)
  expect(failed.join(' ')).not.toContain('finished no job')
})

test('no note of a run that was cut short in its first block is endless or no number', () => {
  for (const made of [typical['event-loop'], { ...typical['event-loop'], jobsPerSecond: 0 }]) {
    const cut = { ...made, status: 'partial' as const, blocks: 0, seconds: 0.2 }
    const notes = texts(syntheticResult({ 'event-loop': cut }))
    expect(notes.length).toBeGreaterThan(0)
    expect(notes.join(' ')).not.toMatch(/∞|NaN|Infinity/)
  }
})

test('a machine that was busy before the run is named with its load and its cores', () => {
  const calm = syntheticResult({ 'event-loop': typical['event-loop'] })
  const { environment } = calm
  const busy = { ...calm, environment: { ...environment, loadAverage1m: environment.cores + 3 } }
  expect(texts(busy)).toHaveLength(1)
  expect(texts(busy)[0]).toMatch(
    /^The machine was busy when the run began: load [\d.]+ on \d+ cores\. /,
  )
})

test('what was noticed of a contender is said with its name and its size', () => {
  const calm = syntheticResult({ 'event-loop': typical['event-loop'] })
  const strained = {
    ...calm,
    contenders: calm.contenders.map((contender) =>
      contender.status === 'measured'
        ? {
            ...contender,
            figures: {
              ...contender.figures,
              runQueueSeconds: seconds(6),
              cpuSeconds: seconds(4),
              threads: [
                {
                  name: 'loop',
                  completed: 1,
                  cpuSeconds: seconds(4),
                  utilisation: 1,
                  voluntarySwitches: 0,
                  involuntarySwitches: 0,
                  gcMs: milliseconds(400),
                },
              ],
            },
          }
        : contender,
    ),
  }
  expect(texts(strained)).toEqual([
    'event-loop: its threads waited 6 s for a core, 60 % of the time they could run. Cores were free: lift a limit on CPU time, as of a container.',
    'event-loop: garbage collection stopped one of its threads for 8 % of the time. It is part of what jobs cost: fewer jobs in flight leave less garbage.',
  ])
})

test('what was noticed of several contenders is said once, with the name and the size of each', () => {
  const slow = syntheticResult({
    sequential: { ...typical.sequential, jobsPerSecond: 160 },
    'event-loop': { ...typical['event-loop'], jobsPerSecond: 180 },
    'thread-pool': typical['thread-pool'],
  })
  expect(texts(slow)).toEqual([
    'sequential (2.5 s in flight), event-loop (2.22 s): queue still filling. Warm up for longer, or read its latency as that of a queue that fills.',
  ])
  const cancelled = syntheticResult({
    sequential: { ...typical.sequential, status: 'not-run' },
    'event-loop': typical['event-loop'],
    'thread-pool': { ...typical['thread-pool'], status: 'not-run' },
  })
  expect(texts(cancelled)).toEqual([
    'sequential, thread-pool: not run, as the run ended before. Let it run to its end.',
  ])
})

test('a contender that was cut short without figures is said to have none', () => {
  const made = syntheticResult({
    'event-loop': typical['event-loop'],
    'thread-pool': typical['thread-pool'],
  })
  const cut = (names: readonly string[]): Result => ({
    ...made,
    contenders: made.contenders.map((contender) =>
      names.includes(contender.name)
        ? { status: 'partial', name: contender.name, figures: null }
        : contender,
    ),
  })
  expect(texts(cut(['thread-pool']))).toEqual([
    'thread-pool was cut short and has no figures. Let it run to its end.',
  ])
  expect(texts(cut(['event-loop', 'thread-pool']))).toEqual([
    'event-loop, thread-pool: cut short without figures. Let it run to its end.',
  ])
})

test('more loops than cores are said to be so, and one for every core is not', () => {
  const textsOf = (loops: number) =>
    standingNotes(syntheticResult(undefined, syntheticSpec({ loops }))).map(({ text }) => text)
  const { cores } = syntheticResult().environment
  expect(textsOf(cores * 4)).toContainEqual(
    expect.stringContaining(`loop-per-core ran ${cores * 4} loops on ${cores} core`),
  )
  expect(textsOf(cores).filter((text) => text.includes('loop-per-core'))).toEqual([])
})
