import { describe, expect, test } from 'vitest'
import { parseFailIf, regressionsIn } from '../../src/cli/regression'
import { syntheticResult, typical, type Made } from '../charts/synthetic-result'

const run = (loop: Partial<Made>) =>
  syntheticResult({
    'event-loop': { ...typical['event-loop'], ...loop },
    'thread-pool': typical['thread-pool'],
  })

describe('--fail-if', () => {
  test('takes what regresses and by how much', () => {
    expect(parseFailIf('slower:5%')).toEqual({ kind: 'slower', share: 0.05 })
    expect(parseFailIf('costlier:12.5 %')).toEqual({ kind: 'costlier', share: 0.125 })
  })

  test.each([
    ['slower', 'slower:5%'],
    ['slower:5', 'slower:5%'],
    ['slwer:5%', 'did you mean slower?'],
    ['slower:0%', 'above 0'],
    ['slower:NaN%', '`NaN`'],
    ['slower:100%', 'below 100'],
  ])('refuses %s and says why', (text, said) => {
    expect(() => parseFailIf(text)).toThrow(said)
    expect(() => parseFailIf(text)).toThrow('--fail-if: ')
  })
})

describe('a regression', () => {
  const slower = parseFailIf('slower:5%')

  test('is a contender that does less per second, beyond the threshold', () => {
    const lines = regressionsIn([run({}), run({ jobsPerSecond: 17_000 })], slower)
    expect(lines).toEqual([
      'Regression: event-loop in run 2 is 13.2 % slower than in run 1 (17,000 jobs per second against 19,600).',
    ])
  })

  test('is none within the threshold, and none where a later run does more', () => {
    const others = [run({ jobsPerSecond: 19_000 }), run({ jobsPerSecond: 30_000 })]
    expect(regressionsIn([run({}), ...others], slower)).toEqual([])
  })

  test('of cost is told by jobs per core-second, whatever the rate', () => {
    const dearer = run({ coresUsed: 0.8 })
    expect(regressionsIn([run({}), dearer], slower)).toEqual([])
    const [line, ...more] = regressionsIn([run({}), dearer], parseFailIf('costlier:5%'))
    expect(line).toMatch(/^Regression: event-loop in run 2 is 48\.5 % costlier than in run 1/)
    expect(more).toEqual([])
  })

  test('is a contender that a later run did not measure', () => {
    expect(regressionsIn([run({}), run({ status: 'not-run' })], slower)).toEqual([
      'Regression: event-loop in run 2 has no jobs per second to compare.',
    ])
  })
})
