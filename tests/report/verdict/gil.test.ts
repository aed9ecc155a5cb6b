import { describe, expect, test } from 'vitest'
import { predict } from '../../../src/engine/analysis/ceiling'
import type { Result } from '../../../src/engine/result/result'
import { runVerdict as runVerdictUnread } from '../../../src/report/verdict/run-verdict'
import { sentencesOf } from '../../../src/report/verdict/verdict'
import { standingNotes } from '../../../src/report/note/status-notes'
import { syntheticResult, syntheticSpec } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const runVerdict = readable(runVerdictUnread, sentencesOf)

const onPython = ['python-asyncio', 'python-threads', 'python-processes'] as const
const cpu = syntheticSpec({
  workload: { kind: 'cpu', cpuMs: 2 },
  concurrency: 16,
  workers: 2,
  contenders: onPython,
})
const python = (hasGil: boolean) => ({
  executable: '/usr/bin/python3',
  implementation: 'CPython',
  version: '3.14.0',
  hasGil,
  build: 'main',
  compiler: 'GCC',
})
const made = (jobsPerSecond: number, coresUsed: number) => ({
  jobsPerSecond,
  coresUsed,
  latencyMs: 30,
})

/**
 * What asyncio, threads and processes of Python did a second; processes waited for a core for so
 * many seconds.
 */
function of(
  [asyncio, threads, processes]: readonly number[],
  hasGil: boolean,
  spec = cpu,
  waited = 0,
): Result {
  const result = syntheticResult(
    {
      'python-asyncio': made(asyncio ?? 0, 1),
      'python-threads': made(threads ?? 0, hasGil ? 1 : 2),
      'python-processes': { ...made(processes ?? 0, 2), waited },
    },
    spec,
    // Of equal things, however they are called.
    { selfCheck: syntheticResult().selfCheck },
  )
  return { ...result, environment: { ...result.environment, python: python(hasGil) } }
}

describe('the verdict on Python’s GIL', () => {
  test('compares processes with threads, and both with one thread, as measured', () => {
    const { headline, reasons } = runVerdict(of([480, 470, 950], true))
    expect(headline).toMatch(/^2 Python processes finished 2\.0\d? times as many jobs/)
    expect(reasons.join(' ')).toMatch(
      /With the GIL, 2 Python threads finished .* one thread of asyncio/,
    )
    expect(reasons.join(' ')).toMatch(/2 Python processes finished 1\.98 times/)
  })

  test('says what kept processes from twice as many, and nothing where nothing did', () => {
    const slow = runVerdict(of([480, 470, 700], true)).reasons.join(' ')
    expect(slow).toContain(
      'A job took 2.86 ms of CPU time there, its hand-over included, and 2.08 ms in asyncio.',
    )
    expect(runVerdict(of([480, 470, 950], true)).reasons.join(' ')).not.toContain('hand-over')
    expect(runVerdict(of([480, 470, 700], true, cpu, 1)).reasons.join(' ')).toMatch(
      /For \d+ % of the time that they could compute, no core was free\./,
    )
  })

  test('says what threads gain where there is no lock, and notes that there is none', () => {
    const result = of([480, 940, 950], false)
    expect(runVerdict(result).reasons.join(' ')).toMatch(
      /Without the GIL, 2 Python threads finished 1\.96 times/,
    )
    expect(standingNotes(result).map(({ text }) => text)).toContain(
      'python-threads ran without the GIL: this is a free-threaded Python 3.14.0.',
    )
    expect(JSON.stringify(standingNotes(of([480, 470, 950], true)))).not.toContain('free-threaded')
  })

  test('says nothing of the lock where jobs wait', () => {
    const waiting = syntheticSpec({ contenders: onPython })
    expect(runVerdict(of([480, 470, 950], true, waiting)).reasons.join(' ')).not.toContain('GIL')
  })
})

test('threads of Python are not expected to compute on more than one core with the GIL', () => {
  const machine = { cores: 4, processors: null }
  const most = (hasGil: boolean) =>
    predict({ ...cpu, workers: 4 }, { ...machine, python: { hasGil } }).map(
      ({ jobsPerSecond }) => jobsPerSecond,
    )
  expect(most(true)).toEqual([500, 500, 2_000])
  expect(most(false)).toEqual([500, 2_000, 2_000])
})

test('contenders of different runtimes are not compared', () => {
  const spec = syntheticSpec({ contenders: ['event-loop', 'thread-pool', ...onPython] })
  const one = made(480, 1)
  const result = syntheticResult(
    { 'event-loop': one, 'thread-pool': one, 'python-asyncio': one, 'python-threads': one },
    spec,
  )
  const notes = standingNotes(result).map(({ text }) => text)
  expect(notes.join()).toContain('Node and Python are not compared')
  const pairs = result.inference?.comparisons.map(({ first, second }) => `${first} ${second}`)
  expect(pairs).toEqual(['event-loop thread-pool', 'python-asyncio python-threads'])
})
