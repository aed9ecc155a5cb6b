import { describe, expect, test } from 'vitest'
import { contenderNames } from '../../src/engine/contender'
import { consentWords, leftOutReason, trialWords } from '../../src/report/own-job-words'

const blocking = { file: '/jobs/mine.ts', variants: ['blocking'] } as const

describe('why a contender cannot run a job of one’s own', () => {
  test.each([
    ['event-loop', 'This contender runs `coroutine` or `job`, which mine.ts has not.'],
    [
      'python-asyncio',
      'This contender runs jobs in Python, and mine.ts is in TypeScript or JavaScript.',
    ],
    [
      'loop-and-pool',
      'This contender hands computing to threads, and what your own job computes is not told apart from its waits.',
    ],
    ['thread-pool', null],
  ] as const)('%s: %j', (name, why) => {
    expect(leftOutReason(name, blocking)).toBe(why)
  })

  test('reasons are whole sentences, for every contender', () => {
    const reasons = contenderNames.flatMap((name) => leftOutReason(name, blocking) ?? [])
    for (const reason of reasons) expect(reason).toMatch(/^This contender \w.*[\w`]\.$/)
    expect(reasons.join(' ')).not.toMatch(/ ,/)
  })
})

test('a trial leaves out for want of a variant only those that take one', () => {
  const costs = { blocking: { cpuMs: 1, waitMs: 0, apart: 0 } }
  expect(trialWords('/jobs/mine.ts', { inputs: 1, costs })).toContain(
    'Left out, for want of a variant: event-loop, async, loop-per-core.',
  )
})

test('a trial tells no wait that is shorter than clocks can tell', () => {
  const costs = {
    blocking: { cpuMs: 1, waitMs: 4.5e-6, apart: 0 },
    job: { cpuMs: 1, waitMs: 0.15, apart: 0 },
  }
  const words = trialWords('/jobs/mine.ts', { inputs: 1, costs })
  expect(words).toContain('`blocking` computes 1 ms a job and does not wait.')
  expect(words).toContain('`job` computes 1 ms and waits 150 µs a job.')
})

test('the words of consent tell that what a job imports runs too, and is not watched', () => {
  const words = consentWords('mine.ts')
  expect(words).toContain('with all that it imports')
  expect(words).toContain('not where what it imports does')
})
