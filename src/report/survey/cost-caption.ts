import type { CostName, CostProgress, CostResult } from '../../engine/cost/cost-result'
import {
  poolShare,
  recordedLoopRate,
  recordingCost,
  roundsOf,
  summariseRounds,
  timesIteration,
  type RoundSummary,
} from '../../engine/cost/cost-summary'
import { machineOf } from '../caption'
import { count, duration, figure, moment } from '../format'
import type { Note } from '../note/note'
import type { Verdict } from '../verdict/verdict'

/** What each cost is of, for a table or an axis. */
export const costLabels: Record<CostName, string> = {
  'native-await': 'native await',
  'loop-iteration': 'iteration of the loop, sleep(0)',
  'atomics-hand-off': 'Atomics hand-off, one way',
  'message-round-trip': 'postMessage, round trip',
  'pool-job': 'empty Piscina job, one at a time',
  'loop-bare': 'empty job in the loop, bare',
  'loop-recorded': 'empty job in the loop, recorded',
  'pool-bare': 'empty job in Piscina, bare',
  'pool-recorded': 'empty job in the pool, recorded',
}

/** The same beside rows of a picture that has no room for more. */
export const costShortLabels: Record<CostName, string> = {
  'native-await': 'native await',
  'loop-iteration': 'loop iteration',
  'atomics-hand-off': 'hand-off',
  'message-round-trip': 'round trip',
  'pool-job': 'Piscina job',
  'loop-bare': 'loop, bare',
  'loop-recorded': 'loop, recorded',
  'pool-bare': 'Piscina, bare',
  'pool-recorded': 'pool, recorded',
}

/** What is measured next, while it is measured. */
export const costStep = ({ round, name }: CostProgress): string =>
  `round ${round + 1}: ${costLabels[name]}`

/** Nanoseconds with their unit, in no other, so that costs can be compared at a glance. */
export const inNanoseconds = (ns: number): string => `${figure(ns)} ns`

/** "80–125", or one figure where both ends read the same. */
export const rangeText = ({ least, most }: Pick<RoundSummary, 'least' | 'most'>): string =>
  figure(least) === figure(most) ? figure(least) : `${figure(least)}–${figure(most)}`

/** Protocol, machine, runtime, date and seed in two lines. */
export const costSubtitle = (result: CostResult): string => {
  const { rounds, windowMs, concurrency, workers, environment, startedAt, seed } = result
  const protocol = [
    `${count(rounds, 'round')} in random order`,
    `recorded and bare: ${count(concurrency, 'empty job')} in flight for ${duration(windowMs)}, ${count(workers, 'pool thread')}`,
  ]
  const origin = `${machineOf(environment)} · ${moment(startedAt)} · seed ${seed}`
  return `${protocol.join(' · ')}\n${origin}`
}

/** What follows from the figures; of figures that were not measured nothing is said. */
export const costVerdict = (result: CostResult): Verdict => {
  const iterationNs = medianOf(result, 'loop-iteration')
  const jobNs = medianOf(result, 'pool-job')
  const times = timesIteration(result, 'pool-job')
  const isTold = iterationNs !== null && times !== null && times.least > 1
  return {
    kind: isTold ? 'claim' : 'no-claim',
    headline:
      iterationNs === null
        ? 'An iteration of the loop was not measured.'
        : isTold
          ? `An iteration of the loop takes ${inNanoseconds(iterationNs)}, an empty pool job ${figure(times.median)} times as long.`
          : `An iteration of the loop takes ${inNanoseconds(iterationNs)}.`,
    figures: switchSentences(result),
    advice:
      jobNs === null
        ? 'Let the survey run to its end.'
        : `Hand a job to a pool only where it takes far longer than ${duration(jobNs / 1e6)}.`,
    reasons: [...loopSentences(result), ...poolSentences(result)],
  }
}

const medianOf = (result: CostResult, name: CostName): number | null =>
  summariseRounds(roundsOf(result, name))?.median ?? null

/** Each cost in iterations of the loop, with the range of its rounds. */
const switchSentences = (result: CostResult): string[] => {
  const told = (
    [
      ['native-await', 'A native await'],
      ['atomics-hand-off', 'A hand-off to another thread'],
      ['message-round-trip', 'A postMessage there and back'],
      ['pool-job', 'An empty Piscina job'],
    ] as const
  ).flatMap(([name, words]) => {
    const times = timesIteration(result, name)
    return times === null ? [] : [`${words} takes ${timesText(times, ' that of an iteration')}.`]
  })
  const rounds = roundsOf(result, 'loop-iteration').length
  return told.length === 0 || rounds < 2
    ? told
    : [...told, `Each is the median of ${count(rounds, 'round')}, in brackets their range.`]
}

/** Rounds on both sides of 1 show no difference. */
const timesText = (times: RoundSummary, ofWhat: string): string => {
  const range = rangeText(times)
  if (times.least <= 1 && times.most >= 1) return `${range} times${ofWhat} (no difference shown)`
  const median = figure(times.median)
  return `${median} times${ofWhat}${range === median ? '' : ` (${range})`}`
}

const loopSentences = (result: CostResult): string[] => {
  const perCore = recordedLoopRate(result, 'cpu')
  const perSecond = recordedLoopRate(result, 'wall')
  const added = recordingCost(result)
  if (perCore === null || perSecond === null || added === null) return []
  return [
    `With everything recorded, the loop does ${figure(perCore.median)} empty jobs per core-second (${rangeText(perCore)}).`,
    `By the clock it does ${figure(perSecond.median)} a second (${rangeText(perSecond)}).`,
    `Recording takes ${inNanoseconds(added.median)} of CPU time of each job.`,
  ]
}

const poolSentences = (result: CostResult): string[] => {
  const byCpu = poolShare(result, 'cpu')
  const byClock = poolShare(result, 'wall')
  if (byCpu === null || byClock === null) return []
  return [
    `With everything recorded, the pool does ${timesText(byClock, ' the empty jobs of bare Piscina')}.`,
    `Per core-second it does ${timesText(byCpu, ' as many')}.`,
  ]
}

/** What makes the times less than they look. */
export const costNotes = ({ status, interruption, environment }: CostResult): Note[] => {
  const { loadAverage1m: load, cores } = environment
  const notes: Note[] = []
  if (interruption !== null) {
    const text = `${interruption}: what was measured until then is kept. Measure it again.`
    notes.push({ tone: 'fault', text })
  } else if (status === 'partial') {
    notes.push({
      tone: 'caution',
      text: 'Partial: some costs have fewer rounds, or none. Let it run to its end.',
    })
  }
  if (load !== null && load > cores) {
    const text = `The machine was busy before (load ${figure(load)} on ${count(cores, 'core')}). Read the least of the rounds, or measure again when it is quiet.`
    notes.push({ tone: 'caution', text })
  }
  return notes
}
