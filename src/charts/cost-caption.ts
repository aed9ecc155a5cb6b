import type { CostName, CostResult } from '../engine/cost/cost-result'
import {
  poolShare,
  recordedLoopRate,
  recordingCost,
  roundsOf,
  summariseRounds,
  type RoundSummary,
} from '../engine/cost/cost-summary'
import { machineOf } from './caption'
import { count, duration, figure, moment } from './figure'

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
    const ns = medianOf(result, name)
    return ns === null ? [] : [`${words} ${figure(ns / turnNs)}×`]
  })
  const turn = `A turn of the loop takes ${inNanoseconds(turnNs)}`
  return [others.length === 0 ? `${turn}.` : `${turn}; ${others.join(', ')} of that.`]
}

const loopSentence = (result: CostResult): string[] => {
  const rate = recordedLoopRate(result)
  if (rate === null) return []
  const added = recordingCost(result)
  const cost = added === null ? '' : `; recording takes ${inNanoseconds(added.median)} of each`
  return [
    `With everything recorded the loop does ${figure(rate.median)} empty jobs a second on its one thread (${rangeText(rate)} in ${count(rate.rounds, 'round')})${cost}.`,
  ]
}

const poolSentence = (result: CostResult): string[] => {
  const share = poolShare(result)
  if (share === null) return []
  return [
    `With everything recorded the pool does ${figure(share.median)} times the empty jobs of bare Piscina with the same options (${rangeText(share)} in ${count(share.rounds, 'round')}).`,
  ]
}
