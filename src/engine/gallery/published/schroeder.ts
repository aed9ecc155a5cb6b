import { experimentSpec, more, type Experiment } from '../experiment'

const CLIENTS = 10
const MOST_IN_FLIGHT = 10_000

/**
 * The same jobs, first of 10 clients that each wait for their answer, then coming in by themselves.
 * A job thinks for 10 ms and computes for 1 ms; 10 clients make about 800 jobs a second of it.
 */
const OPEN_RATE = 780

const shared = {
  workload: { kind: 'mixed', waitMs: 10, cpuMs: 1, spread: 'exponential-service' },
  contenders: ['event-loop'],
  windowMs: 1_700,
} as const

/** Open against closed load on one server that takes jobs in turn. */
export const schroeder: Experiment = {
  name: 'schroeder',
  title: 'Schroeder 2006',
  claim:
    'At the same use of the server, an open load has far longer response times than a closed one.',
  source: {
    authors: 'Bianca Schroeder, Adam Wierman, Mor Harchol-Balter',
    year: 2006,
    title: 'Open Versus Closed: A Cautionary Tale',
    where: 'NSDI 2006',
  },
  stance: 'neither',
  figures:
    'It differs by system; the claim is one of direction. Variable service hurts an open load most.',
  here: 'One event loop, jobs whose computing is exponential. The open rate is a little below what 10 clients make.',
  over: 'concurrency',
  points: [
    {
      value: CLIENTS,
      spec: experimentSpec('schroeder', {
        ...shared,
        contenders: [...shared.contenders],
        concurrency: CLIENTS,
      }),
    },
    {
      value: MOST_IN_FLIGHT,
      spec: experimentSpec('schroeder', {
        ...shared,
        contenders: [...shared.contenders],
        concurrency: MOST_IN_FLIGHT,
        load: { kind: 'open', arrivalsPerSecond: OPEN_RATE, arrivals: 'poisson' },
      }),
    },
  ],
  lines: [
    { contender: 'event-loop', figure: 'latency-p99', name: 'p99' },
    { contender: 'event-loop', figure: 'latency-p50', name: 'median' },
  ],
  published: [],
  checks: [
    {
      about: 'rate, open against closed',
      of: { at: MOST_IN_FLIGHT, contender: 'event-loop', figure: 'jobs-per-second' },
      by: { at: CLIENTS, contender: 'event-loop', figure: 'jobs-per-second' },
      within: { from: 0.85, to: 1.05 },
    },
    {
      about: 'latency at p99, open against closed',
      of: { at: MOST_IN_FLIGHT, contender: 'event-loop', figure: 'latency-p99' },
      by: { at: CLIENTS, contender: 'event-loop', figure: 'latency-p99' },
      within: more,
    },
  ],
}
