import { describe, expect, test } from 'vitest'
import { predict } from '../../../src/engine/analysis/ceiling'
import { chartsOf } from '../../../src/charts/charts-of'
import { comparisonView } from '../../../src/cli/view/comparison-view'
import { resultView } from '../../../src/cli/view/result-view'
import { sweepView } from '../../../src/cli/view/sweep-view'
import { judge } from '../../../src/cli/outcome/regression'
import { milliseconds, perSecond } from '../../../src/engine/measure/statistics/quantity'
import type { Finding, Sweep } from '../../../src/engine/result/sweep'
import type { Result } from '../../../src/engine/result/result'
import { pairVerdict } from '../../../src/report/verdict/pair-verdict'
import { distrustSentence as distrustSentenceUnread } from '../../../src/report/verdict/trust-words'
import { runVerdict as runVerdictUnread } from '../../../src/report/verdict/run-verdict'
import { sentencesOf } from '../../../src/report/verdict/verdict'
import { footOf } from '../../charts/chart-parts'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  type Made,
} from '../../charts/synthetic-result'
import { openTerminal } from '../../../src/cli/terminal'
import { readable } from '../../text/readable'

const distrustSentence = readable(distrustSentenceUnread, (said) => [said])

const runVerdict = readable(runVerdictUnread, sentencesOf)

const { paint: plain } = openTerminal()
const spec = syntheticSpec({ workload: { kind: 'cpu', cpuMs: 2 }, concurrency: 16, workers: 2 })

/** The pool ahead of the loop on two cores, of which others had so many. */
function run(otherCores: number, changes: Record<string, unknown> = {}): Result {
  const share = otherCores / 2
  const others = { others: otherCores * 5, waited: share * 5, stolen: 0, latencyMs: 10 }
  const made: Partial<Record<'event-loop' | 'thread-pool', Made>> = {
    'event-loop': { jobsPerSecond: 490 - 240 * share, coresUsed: 1 - share, threads: 1, ...others },
    'thread-pool': { jobsPerSecond: 940 - 50 * share, coresUsed: 2 - share, threads: 3, ...others },
  }
  const result = syntheticResult(made, { ...spec, ...changes })
  return {
    ...result,
    environment: { ...result.environment, cores: 2 },
    predicted: predict(result.spec, { cores: 2, processors: null }),
  }
}

const quiet = run(0)
const busy = run(1.4)

/** What only a claim says. */
const CLAIM =
  /\d× |\d times|as many|Why:|cores count|measurable|overtakes|kept p99|serial share|λ \d|both kept up|ahead|[Tt]ake (the|either|\d)/

const sweepOf = (
  over: Sweep['over'],
  result: (value: number) => Result,
  finding: Finding | null,
) => ({
  ...syntheticSweep(over, [1, 2, 3, 4, 5, 6], result),
  finding,
})

describe('a run beside other programs', () => {
  test('says first that they were there, and to repeat it', () => {
    expect(runVerdict(busy)).toEqual({
      kind: 'not-trusted',
      headline: 'Other programs used 1.4 of 2 cores: this run is not to be trusted.',
      figures: [],
      advice: 'Run it again when the machine is quiet.',
      reasons: [],
    })
  })

  test('says first of what a contender failed, which no quieter machine would mend', () => {
    const error = 'mine.ts:3 does not end what it began'
    const contenders = busy.contenders.map((contender) => ({
      ...contender,
      ...(contender.name === 'event-loop'
        ? { status: 'failed' as const, error, figures: null }
        : {}),
    }))
    const failed = { ...busy, contenders } as Result
    expect(runVerdict(failed)).toMatchObject({
      headline: `No verdict: the event loop failed: “${error}”.`,
      advice: 'Mend what the error names, then run it again.',
    })
    for (const chart of chartsOf(failed)) {
      expect(chart.title).toMatch(/: the event loop failed$/)
    }
  })

  test('says so of one that failed late as well, and lets nothing else advise to repeat', () => {
    const error = 'mine.ts:3 does not end what it began'
    const contenders = busy.contenders.map((contender) => {
      if (contender.name !== 'event-loop' || contender.status !== 'measured') return contender
      const blocks = contender.figures.blocks.slice(0, 2)
      return { ...contender, status: 'failed', error, figures: { ...contender.figures, blocks } }
    })
    const late = { ...busy, contenders, comparisons: [], inference: null } as unknown as Result
    expect(runVerdict(late)).toMatchObject({
      headline: `The event loop failed: “${error}”.`,
      advice: 'Mend what the error names, then run it again.',
    })
    // Nothing measured beside others is a figure to head a picture with, of whomever it shows.
    const swept = sweepOf('concurrency', () => busy, null)
    const points = swept.points.map((point) => ({ ...point, result: late }))
    const pictures = [
      ...chartsOf(late),
      ...chartsOf(late, { contenders: ['thread-pool'] }),
      ...chartsOf({ ...swept, points }),
    ]
    for (const { title } of pictures) {
      expect(title).not.toMatch(/\d (m?s|µs)\b|finished|took|not compared/)
    }
  })

  test('claims nothing in its verdict, the closing of a lesson, its table or its charts', () => {
    const sentences = (result: Result): string[] => [
      sentencesOf(runVerdict(result)).join(' '),
      sentencesOf(pairVerdict(result, ['thread-pool', 'event-loop'])).join(' '),
      resultView(result, plain),
    ]
    expect(sentences(quiet).every((sentence) => CLAIM.test(sentence))).toBe(true)
    for (const sentence of sentences(busy)) expect(sentence).not.toMatch(CLAIM)
    for (const chart of chartsOf(busy)) {
      expect(chart.title).toMatch(/, not to be trusted: other programs used 1\.4 of 2 cores/)
      expect(chart.title).not.toMatch(CLAIM)
      expect(footOf(chart).source).not.toContain('noise')
    }
  })

  test('claims nothing in a sweep, and no law of scaling is fitted to it', () => {
    const scaled = (busyCores: number) => (workers: number) =>
      run(busyCores, { workers, concurrency: 64 })
    const of = (busyCores: number): string =>
      sweepView(sweepOf('workers', scaled(busyCores), null), plain)
    expect(of(0)).toMatch(CLAIM)
    expect(of(1.4)).not.toMatch(CLAIM)
    expect(of(1.4)).toContain(
      'Other programs used 1.4 of 2 cores: this sweep is not to be trusted.',
    )
  })

  test('heads no picture of a sweep with its latency, though others at other values are not compared either', () => {
    const short = { jobsPerSecond: 450, coresUsed: 1, latencyMs: 30, blocks: 3 }
    const calm = syntheticResult({ 'event-loop': short, 'thread-pool': short }, spec)
    const swept = syntheticSweep('concurrency', [1, 2], (value) => (value === 1 ? calm : busy))
    const latency = chartsOf(swept).find(({ name }) => name === 'sweep-latency')
    expect(latency?.title).toMatch(/^At 1 job in flight: p\d+ was .*, not compared$/)
  })

  test('a search beside others has no crossover and no highest rate', () => {
    const crossover: Finding = { kind: 'crossover', low: 2, high: 3, estimate: 2.5 }
    const rates: Finding = {
      kind: 'highest-rate',
      limitMs: milliseconds(50),
      contenders: [{ name: 'event-loop', within: perSecond(2), beyond: perSecond(3) }],
    }
    for (const [over, finding] of [
      ['cpu-share', crossover],
      ['arrival-rate', rates],
    ] as const) {
      expect(
        sweepView(
          sweepOf(over, () => quiet, finding),
          plain,
        ),
      ).toMatch(CLAIM)
      const said = sweepView(
        sweepOf(over, () => busy, finding),
        plain,
      )
      expect(said).not.toMatch(CLAIM)
      expect(said).toMatch(/Other programs used 1\.4 of 2 cores: no (crossover|rate) is claimed\./)
    }
  })

  test('a run beside others has no ratio to another run, and is judged by no guard', () => {
    const compared = comparisonView([quiet, busy], plain)
    expect(compared).not.toMatch(/\d×/)
    expect(compared).toContain(
      'Other programs used 1.4 of 2 cores: run 2 is not to be trusted.\nRun it again when the machine is quiet.',
    )
    expect(compared.match(/2 is not to be trusted/gi)).toHaveLength(1)
    expect(() => judge([quiet, busy], { kind: 'slower', share: 0.05 })).toThrow(
      /^--fail-if: run 2 is not to be trusted \(Other programs used 1\.4 of 2 cores\)\./,
    )
  })

  test('a second run that is not either is told of as well', () => {
    const compared = comparisonView([busy, busy], plain)
    expect(compared).toContain(
      'Run 2 is not to be trusted: other programs used 1.4 of 2 cores. Run it again when the machine is quiet.',
    )
    expect(compared.match(/run 1 is not to be trusted/gi)).toHaveLength(1)
  })
})

test('every reason not to trust a run is told with its figures and what to do', () => {
  const others = { programs: 0.42, stolen: 0, cores: 2 }
  const said = [
    { kind: 'interrupted', reason: 'The loopback service ended (SIGKILL) 3.2 s into the run' },
    { kind: 'starved', name: 'event-loop', lostShare: 0.3, others: { ...others, stolen: 0.8 } },
    { kind: 'starved-apart', most: 'thread-pool', least: 'event-loop', others },
    { kind: 'held-back', name: 'event-loop', waitedShare: 0.5 },
    { kind: 'stood-still', slot: 'event-loop', seconds: 6 },
    { kind: 'above-ceiling', name: 'thread-pool', jobsPerSecond: 1_190, ceiling: 500 },
    { kind: 'above-cores', name: 'event-loop', coresUsed: 1.31, cores: 1 },
    { kind: 'above-cores', name: 'thread-pool', coresUsed: 2.4, cores: 2 },
  ] as const
  expect(said.map(distrustSentence)).toEqual([
    'The loopback service ended (SIGKILL) 3.2 s into the run: this run is not to be trusted. Run it again.',
    'The host gave 0.8 of 2 cores to other machines: this run is not to be trusted. Run it again when the machine is quiet.',
    'Other programs used 0.4 of 2 cores, most from the thread pool: this run is not to be trusted. Run it again when the machine is quiet.',
    'The event loop waited 50 % of its time with cores free: this run is not to be trusted. Lift a limit on CPU time, as of a container, and run it again.',
    'The whole lab was stopped for 6 s while it measured: this run is not to be trusted. Run it again without stopping it.',
    'The thread pool finished 1,190 jobs a second, above its ceiling of 500: this run is not to be trusted. The machine’s speed or its clock changed meanwhile: run it again.',
    'The event loop used 1.31 cores, more than a thread has: this run is not to be trusted. The machine’s speed or its clock changed meanwhile: run it again.',
    'The thread pool used 2.40 cores, more than this machine’s 2: this run is not to be trusted. The machine’s speed or its clock changed meanwhile: run it again.',
  ])
})
