import { experimentSpec, more, type Experiment } from '../experiment'

const rates = [150, 300, 450] as const

/** A loop that stalls, and what a load generator makes of it that stalls with it. */
export const tene: Experiment = {
  name: 'tene',
  title: 'Tene, coordinated omission',
  claim: 'A load generator that waits while the server stalls reports a fraction of the latency.',
  source: {
    authors: 'Gil Tene; measured by vjuranek',
    year: 2015,
    title: 'How NOT to Measure Latency; PerfCake issue 258',
    where: 'github.com/PerfCake/PerfCake/issues/258',
  },
  stance: 'neither',
  figures:
    'A server that stood still for 15 of 30 s was reported with 86 ms on average, where 7.5 s were true.',
  here: 'Every hundredth job holds the loop 50 times as long as the others. Jobs handed in late are counted both ways.',
  over: 'arrival-rate',
  points: rates.map((arrivalsPerSecond) => ({
    value: arrivalsPerSecond,
    spec: experimentSpec('tene', {
      workload: { kind: 'cpu', cpuMs: 1, spread: 'rare-long' },
      concurrency: 1_000,
      load: { kind: 'open', arrivalsPerSecond, arrivals: 'constant' },
      contenders: ['event-loop'],
      windowMs: 1_100,
    }),
  })),
  lines: [
    { contender: 'event-loop', figure: 'latency-p90', name: 'p90, corrected' },
    { contender: 'event-loop', figure: 'uncorrected-p90', name: 'p90, as reported' },
  ],
  published: [],
  checks: rates.slice(1).map((at) => ({
    about: `latency at p90, corrected against reported, ${at} a second`,
    of: { at, contender: 'event-loop', figure: 'latency-p90' } as const,
    by: { at, contender: 'event-loop', figure: 'uncorrected-p90' } as const,
    within: more,
  })),
}
