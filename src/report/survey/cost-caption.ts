import type { CostName, CostProgress, CostResult } from '../../engine/cost/cost-result'
import {
  poolShare,
  recordedLoopRate,
  recordingCost,
  roundsOf,
  summariseRounds,
  timesTurn,
  type RoundSummary,
} from '../../engine/cost/cost-summary'
import { machineOf } from '../caption'
import { count, duration, figure, moment } from '../format'
import type { Note } from '../note/note'

/** What each cost is of, for a table or an axis. */
export const costLabels: Record<CostName, string> = {
  'native-await': 'native await',
  'loop-turn': 'turn of the loop, sleep(0)',
  'atomics-hand-off': 'Atomics hand-off, one way',
  'message-round-trip': 'postMessage, round trip',
  'pool-job': 'empty Piscina job, one at a time',
  'loop-bare': 'empty job in the loop, bare',
  'loop-recorded': 'empty job in the loop, recorded',
  'pool-bare': 'empty job in Piscina, bare',
  'pool-recorded': 'empty job in the pool, recorded',
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

/** What follows from the figures, one sentence each; none where they were not measured. */
export const costSentences = (result: CostResult): string[] => [
  ...switchSentence(result),
  ...loopSentence(result),
  ...poolSentence(result),
]

const medianOf = (result: CostResult, name: CostName): number | null =>
  summariseRounds(roundsOf(result, name))?.median ?? null

const switchSentence = (result: CostResult): string[] => {
  const turnNs = medianOf(result, 'loop-turn')
  if (turnNs === null) return []
  const others = (
    [
      ['native-await', 'a native await'],
      ['atomics-hand-off', 'a hand-off to another thread'],
      ['message-round-trip', 'a postMessage there and back'],
      ['pool-job', 'an empty Piscina job'],
    ] as const
  ).flatMap(([name, words]) => {
    const times = timesTurn(result, name)
    return times === null ? [] : [`${words} ${timesText(times)}`]
  })
  const turn = `A turn of the loop takes ${inNanoseconds(turnNs)}`
  if (others.length === 0) return [`${turn}.`]
  const rounds = count(roundsOf(result, 'loop-turn').length, 'round')
  const ranges = others.some((words) => words.endsWith(')'))
    ? ` Each ratio is the median of those of ${rounds}, in brackets their range.`
    : ''
  return [`${turn}; of that, ${others.join(', ')}.${ranges}`]
}

/** Rounds on both sides of 1 show no difference. */
const timesText = (times: RoundSummary): string => {
  const range = rangeText(times)
  if (times.least <= 1 && times.most >= 1) return `${range}× (no difference shown)`
  const median = figure(times.median)
  return range === median ? `${median}×` : `${median}× (${range})`
}

const loopSentence = (result: CostResult): string[] => {
  const perCore = recordedLoopRate(result, 'cpu')
  const perSecond = recordedLoopRate(result, 'wall')
  const added = recordingCost(result)
  if (perCore === null || perSecond === null || added === null) return []
  return [
    `With everything recorded the loop does ${figure(perCore.median)} empty jobs per second of CPU time (${rangeText(perCore)} in ${count(perCore.rounds, 'round')}), and ${figure(perSecond.median)} a second by the clock (${rangeText(perSecond)}); recording takes ${inNanoseconds(added.median)} of CPU time of each.`,
  ]
}

const poolSentence = (result: CostResult): string[] => {
  const byCpu = poolShare(result, 'cpu')
  const byClock = poolShare(result, 'wall')
  if (byCpu === null || byClock === null) return []
  return [
    `With everything recorded the pool does ${timesText(byClock)} the empty jobs of bare Piscina with the same options in ${count(byClock.rounds, 'round')}; per second of CPU time ${timesText(byCpu)}.`,
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
    notes.push({ tone: 'caution', text: 'Cut short: some costs have fewer rounds, or none.' })
  }
  if (load !== null && load > cores) {
    const text = `The machine was busy before (load average ${figure(load)} on ${count(cores, 'core')}): times by the clock are longer than its own; the least of the rounds and the CPU time suffer less.`
    notes.push({ tone: 'caution', text })
  }
  return notes
}
