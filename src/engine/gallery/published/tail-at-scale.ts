import { rareLong, rareShort } from '../../workload/kinds'
import { PLAN_LENGTH } from '../../workload/plan'
import { about, experimentSpec, type Experiment } from '../experiment'

const fanOuts = [1, 10, 30, 100] as const

/** Most parts wait so long, a rare one 50 times. */
const USUAL_MS = 4
/** The same at every fan-out, so that the loop has as much to do. */
const PARTS_PER_SECOND = 10_000

/**
 * Each block of the jobs of one part has the whole plan, and so the same rare ones. Jobs of several
 * draw as many parts from all over it.
 */
const WHOLE_PLAN_MS = Math.round((1_000 * PLAN_LENGTH) / PARTS_PER_SECOND)
const WINDOW_MS = 800

/** By its draws one wait in a hundred of the plan is long, as near as its length comes to it. */
const SEED = 20

/** Jobs of which at least one part is slow, in percent: as the source reckons. */
const slowPercent = (parts: number): number => 100 * (1 - (1 - rareLong.share) ** parts)

/** Requests that ask several servers at once, each of which is seldom slow. */
export const tailAtScale: Experiment = {
  name: 'tail-at-scale',
  title: 'The Tail at Scale 2013',
  claim: 'A request that waits for many servers is often slow, though each of them seldom is.',
  source: {
    authors: 'Jeffrey Dean, Luiz André Barroso',
    year: 2013,
    title: 'The Tail at Scale',
    where: 'Communications of the ACM 56 (2), pages 74–80, doi 10.1145/2408776.2408794',
  },
  stance: 'neither',
  figures:
    'A server answers in 10 ms, one time in a hundred in 1 s: of requests to 100 servers, 63 % take over 1 s.',
  here: 'Parts are timers on one event loop: 4 ms, one in a hundred 200 ms. Servers that share a cause of slowness are not in it.',
  over: 'parts',
  points: fanOuts.map((parts) => ({
    value: parts,
    spec: experimentSpec('tail-at-scale', {
      workload: { kind: 'fan-out', parts, waitMs: USUAL_MS / rareShort, spread: 'rare-long' },
      concurrency: 2_000,
      load: { kind: 'open', arrivalsPerSecond: PARTS_PER_SECOND / parts, arrivals: 'poisson' },
      contenders: ['event-loop'],
      windowMs: parts === 1 ? WHOLE_PLAN_MS : WINDOW_MS,
      seed: SEED,
    }),
  })),
  lines: [{ contender: 'event-loop', figure: 'slow-share', name: 'event-loop, all parts' }],
  published: [
    {
      name: 'one in 100 slow',
      points: fanOuts.map((parts) => ({ x: parts, y: slowPercent(parts) })),
    },
  ],
  checks: fanOuts.map((at) => ({
    about: `slow jobs of ${at === 1 ? '1 part' : `${at} parts`} against ${slowPercent(at).toFixed(at === 1 ? 0 : 1)} %`,
    of: { at, contender: 'event-loop', figure: 'slow-share' } as const,
    by: slowPercent(at),
    within: about(20),
  })),
}
