import { experimentSpec, more, type Experiment } from '../experiment'

const rates = [50, 400, 1_200] as const
const [NEAR_IDLE] = rates
const NEAR_CAPACITY = rates[2]

/** What a job costs where little comes in, and where much does. */
export const httpArena: Experiment = {
  name: 'http-arena',
  title: 'HttpArena 2026',
  claim:
    'A request costs more CPU time on a server that is near idle than on one near its capacity.',
  source: {
    authors: 'MDA2AV and contributors',
    year: 2026,
    title: 'HttpArena: profiles of a fixed rate, scored on CPU',
    where: 'github.com/MDA2AV/HttpArena, pull requests 1317, 1337 and 1457',
  },
  stance: 'neither',
  figures:
    'From 10,000 to a million requests a second, what one cost fell 1.1 times for one server, 1.9 for another.',
  here: 'Jobs wait 4 ms and compute 0.5 ms on one loop and on 16 threads; a loop’s core is full at 2,000 a second.',
  over: 'arrival-rate',
  points: rates.map((arrivalsPerSecond) => ({
    value: arrivalsPerSecond,
    spec: experimentSpec('http-arena', {
      workload: { kind: 'mixed', waitMs: 4, cpuMs: 0.5, spread: 'fixed' },
      concurrency: 1_000,
      workers: 16,
      load: { kind: 'open', arrivalsPerSecond, arrivals: 'poisson' },
      contenders: ['event-loop', 'thread-pool'],
      windowMs: 700,
    }),
  })),
  lines: [
    { contender: 'event-loop', figure: 'cpu-per-job', name: 'event-loop' },
    { contender: 'thread-pool', figure: 'cpu-per-job', name: 'thread-pool' },
  ],
  published: [],
  checks: (['event-loop', 'thread-pool'] as const).map((contender) => ({
    about: `CPU per job of the ${contender}, near idle against near capacity`,
    of: { at: NEAR_IDLE, contender, figure: 'cpu-per-job' } as const,
    by: { at: NEAR_CAPACITY, contender, figure: 'cpu-per-job' } as const,
    within: more,
  })),
}
