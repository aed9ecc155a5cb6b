import { figuresOf } from '../../engine/result/measured-figures'
import type { KeptResult } from '../library/kept-result'
import type { Figures, Latency } from '../../engine/result/figures'
import { InputError, quote } from './input-error'
import { latencyFault } from './latency-fault'

/**
 * Figures are rounded nowhere; a hundredth allows for how early versions took the ends of a window.
 */
const TOLERANCE = 0.01

/**
 * Refuses results whose figures contradict each other, as those of an edited file do: jobs per
 * second are completions ÷ seconds, and cores used are CPU seconds ÷ seconds. What was measured is
 * not known better from the rest of a file, so that other contradictions stay unseen. Refuses
 * histograms that cannot be read, and latencies that are not those of their histogram, too.
 *
 * @throws InputError naming the field, the value and what it should be
 */
export function checkCoherent(kept: KeptResult, source: string): void {
  if (kept.kind === 'corewise-result') checkResult(kept, source, '')
  if (kept.kind !== 'corewise-sweep') return
  for (const [index, { result }] of kept.points.entries()) {
    checkResult(result, source, `points.${index}.result.`)
  }
}

type Result = Extract<KeptResult, { kind: 'corewise-result' }>

function checkResult({ contenders, selfCheck }: Result, source: string, path: string): void {
  for (const [index, contender] of contenders.entries()) {
    const figures = figuresOf(contender)
    if (figures === null) continue
    const place = `${path}contenders.${index}.figures`
    checkRates(figures, source, place)
    checkHistograms(latenciesOf(figures), source, place)
  }
  if (selfCheck !== null) {
    checkHistograms(latenciesOfBlocks(selfCheck), source, `${path}selfCheck`)
  }
}

function checkRates(figures: Figures, source: string, place: string): void {
  const { completed, completionSeconds, measuredSeconds, cpuSeconds } = figures
  const seconds = completionSeconds ?? measuredSeconds
  const per = (amount: number, of: number): number => (of === 0 ? 0 : amount / of)
  // One completion more or less is what a window's edge makes of a few.
  const made = [
    { name: 'jobsPerSecond', expected: per(completed, seconds), more: per(1, seconds) },
    { name: 'coresUsed', expected: per(cpuSeconds, measuredSeconds), more: 0.001 },
  ] as const
  for (const { name, expected, more } of made) {
    if (Math.abs(figures[name] - expected) <= TOLERANCE * expected + more) continue
    const field = `${place}.${name}`
    const message = `${source}: ${field} is ${quote(figures[name])}, but what it is made of gives ${expected.toPrecision(4)}`
    throw new InputError('invalid-field', message, { source, field, value: figures[name] })
  }
}

function checkHistograms(latencies: Latencies, source: string, place: string): void {
  for (const [name, latency] of latencies) {
    const fault = latencyFault(latency)
    if (fault === null) continue
    const field = `${place}.${name}.${fault.field}`
    const message = `${source}: ${field}${fault.expected}, got ${quote(fault.value)}`
    throw new InputError('invalid-field', message, { source, field, value: fault.value })
  }
}

type Latencies = readonly (readonly [name: string, latency: Latency])[]

function latenciesOf(figures: Figures): Latencies {
  const { latency, service, timerLateness, arrivals } = figures
  return [
    ['latency', latency],
    ['service', service],
    ...(timerLateness === null ? [] : [['timerLateness', timerLateness] as const]),
    ...(arrivals === null
      ? []
      : [
          ['arrivals.queueing', arrivals.queueing] as const,
          ['arrivals.uncorrected', arrivals.uncorrected] as const,
        ]),
    ...latenciesOfBlocks(figures),
  ]
}

function latenciesOfBlocks({ blocks }: { readonly blocks: Figures['blocks'] }): Latencies {
  return blocks.flatMap(({ latency, uncorrected }, index) => [
    [`blocks.${index}.latency`, latency] as const,
    ...(uncorrected === null ? [] : [[`blocks.${index}.uncorrected`, uncorrected] as const]),
  ])
}
