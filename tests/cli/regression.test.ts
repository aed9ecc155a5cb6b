import { describe, expect, test } from 'vitest'
import { parseFailIf, judge } from '../../src/cli/outcome/regression'
import { syntheticResult, syntheticSpec, typical, type Made } from '../charts/synthetic-result'

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

  test('a regression is a contender that does less per second, where all of the interval is beyond the threshold', () => {
    const { regressions, remarks } = judge([run({}), run({ jobsPerSecond: 17_000 })], slower)
    expect(regressions).toEqual([
      expect.stringMatching(
        /^Regression: event-loop in run 2 is 13\.2 % slower than in run 1 \(17,000 jobs per second against 19,600; ratio 0\.8\d+, 0\.8\d+–0\.8\d+\)\.$/,
      ),
    ])
    expect(remarks).toEqual([])
  })

  test('a regression is not judged where a millisecond of computing is other work, and is told how to make it the same', () => {
    const computing = (roundsPerMs: number) => {
      const spec = syntheticSpec({ workload: { kind: 'cpu', cpuMs: 2, spread: 'fixed' } })
      const result = syntheticResult({ 'event-loop': typical['event-loop'] }, spec)
      return { ...result, plan: { ...result.plan, roundsPerMs } }
    }
    expect(() => judge([computing(929), computing(22.8)], slower)).toThrow(
      '--fail-if: needs jobs of the same work, but a millisecond of computing is 929 rounds in run 1 and 22.8 in run 2. Run it with --rounds-per-ms 929',
    )
    expect(judge([computing(929), computing(930)], slower).regressions).toEqual([])
  })

  test('a regression of jobs that only wait is judged whatever a millisecond of computing is', () => {
    const result = run({})
    const other = { ...result, plan: { ...result.plan, roundsPerMs: 2 * result.plan.roundsPerMs } }
    expect(judge([result, other], slower)).toMatchObject({ regressions: [], remarks: [] })
  })

  test('a regression is none within the threshold, and none where a later run does more', () => {
    const others = [run({ jobsPerSecond: 19_000 }), run({ jobsPerSecond: 30_000 })]
    expect(judge([run({}), ...others], slower)).toMatchObject({ regressions: [], remarks: [] })
  })

  test('a regression of cost is told by jobs per core-second, whatever the rate', () => {
    const dearer = run({ coresUsed: 0.8 })
    expect(judge([run({}), dearer], slower).regressions).toEqual([])
    const [line, ...more] = judge([run({}), dearer], parseFailIf('costlier:5%')).regressions
    expect(line).toMatch(
      /^Regression: event-loop in run 2 does 48\.5 % fewer jobs per core-second than in run 1/,
    )
    expect(more).toEqual([])
  })

  test('a regression is not looked for in what was cut short, and that is remarked', () => {
    const cut = run({ jobsPerSecond: 9_000 })
    const contenders = cut.contenders.map((one) =>
      one.name === 'event-loop' && one.status === 'measured'
        ? { ...one, status: 'partial' as const }
        : one,
    )
    expect(judge([run({}), { ...cut, contenders }], slower)).toMatchObject({
      regressions: [],
      remarks: ['Not judged: event-loop, which was cut short in run 1 or run 2.'],
    })
  })

  test('a regression is none where the interval reaches back over the threshold, and that is remarked', () => {
    const { regressions, remarks } = judge([run({}), run({ jobsPerSecond: 18_500 })], slower)
    expect(regressions).toEqual([])
    expect(remarks).toEqual([
      expect.stringMatching(
        /^No regression shown: event-loop in run 2 is 5\.\d+ % slower .* but that may be 5 % or less\.$/,
      ),
    ])
  })

  test('a regression is none where the blocks differ by more than the runs, and that is remarked', () => {
    const noisy = [run({ noise: 0.3 }), run({ noise: 0.3, jobsPerSecond: 17_000 })]
    const { regressions, remarks } = judge(noisy, slower)
    expect(regressions).toEqual([])
    expect(remarks).toEqual([expect.stringMatching(/but that is within noise\.$/)])
  })

  test('a regression is judged by the figures alone where a run has too few blocks, and one line says so', () => {
    const short = run({ blocks: 1, jobsPerSecond: 17_000 })
    expect(judge([run({}), short], slower)).toMatchObject({
      regressions: [
        'Regression: event-loop in run 2 is 13.2 % slower than in run 1 (17,000 jobs per second against 19,600).',
      ],
      remarks: [
        'Judged by the figures alone, as an interval takes 8 blocks in both runs: event-loop in run 2.',
      ],
    })
  })

  test('a regression is a contender that a later run did not measure', () => {
    expect(judge([run({}), run({ status: 'not-run' })], slower).regressions).toEqual([
      'Regression: event-loop in run 2 has no jobs per second to compare.',
    ])
  })

  test('a regression is not looked for in runs of different work', () => {
    const other = (changes: Record<string, unknown>) =>
      syntheticResult(undefined, syntheticSpec(changes))
    const longer = other({ workload: { kind: 'wait', waitMs: 40 } })
    expect(() => judge([run({}), longer], slower)).toThrow(
      /^--fail-if: needs runs of the same work, but workload is `.*waitMs: 20.*` in run 1 and `.*waitMs: 40.*` in run 2$/,
    )
    const open = other({ load: { kind: 'open', arrivalsPerSecond: 50, arrivals: 'poisson' } })
    expect(() => judge([run({}), run({}), open], slower)).toThrow(/load is .* in run 3$/)
    const files = (path: string) => other({ workload: { kind: 'files', path } })
    expect(judge([files('/a'), files('/b')], slower).regressions).toEqual([])
    expect(() => judge([run({}), other({ concurrency: 40 })], slower)).toThrow(
      /concurrency is `400` in run 1 and `40` in run 2$/,
    )
    expect(() => judge([run({}), other({ workers: 2 })], slower)).toThrow(/workers is `8`/)
    const alone = (workers: number) =>
      syntheticResult(
        { 'event-loop': typical['event-loop'] },
        syntheticSpec({ workers, contenders: ['event-loop'] }),
      )
    expect(judge([alone(2), alone(8)], slower)).toMatchObject({ regressions: [], remarks: [] })
  })

  test('a regression is looked for in runs of other blocks, which is remarked', () => {
    const longer = syntheticResult(undefined, syntheticSpec({ durationMs: 10_000 }))
    expect(judge([run({}), longer], slower)).toMatchObject({
      regressions: [],
      remarks: ['Judged although durationMs is 5000 in run 1 and 10000 in run 2.'],
    })
  })

  test('a regression is not a contender that a later run was not asked for, unless that leaves none', () => {
    const only = (name: 'event-loop' | 'sequential') =>
      syntheticResult({ [name]: typical[name] }, syntheticSpec({ contenders: [name] }))
    expect(judge([run({}), only('event-loop')], slower)).toMatchObject({
      regressions: [],
      remarks: ['Not judged: thread-pool, which run 2 was not to measure.'],
    })
    expect(() => judge([run({}), only('sequential')], slower)).toThrow(
      '--fail-if: needs a contender that both runs were to measure',
    )
  })
})
