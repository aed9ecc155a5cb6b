import type { Figures } from '../../result/figures'
import type { Result } from '../../result/result'

const LEAST_SUSTAINED_SHARE = 0.95
const MOST_REJECTED_SHARE = 0.01
/** One time in 700 chance takes a count further below its mean than so many deviations. */
const MOST_DEVIATIONS = 3

/**
 * Whether an open load's rate was more than a contender could do with at most C jobs in flight: it
 * was done with less than 95 % of it. Its latency then says how long it was measured, or how many
 * may wait. A job that threw is done with. Of Poisson arrivals by chance fewer come than the rate
 * says, by 3 standard deviations (√n) at most; a generator that hands in late sees fewer come as
 * well, so what came counts only where it is more. One job a block may be cut by the window's edge.
 */
export function isSaturated(
  { arrivals, completed, failed, measuredSeconds, blocks }: Figures,
  { load }: Result['spec'],
): boolean {
  if (load.kind === 'closed' || arrivals === null) return false
  const expected = load.arrivalsPerSecond * measuredSeconds
  const least =
    load.arrivals === 'constant'
      ? expected
      : Math.max(arrivals.arrived, expected - MOST_DEVIATIONS * Math.sqrt(expected))
  return completed + failed + blocks.length < least * LEAST_SUSTAINED_SHARE
}

/**
 * Whether over 1 % of an open load's jobs were turned away. Of jobs that come in by chance some
 * come while C are there, though a contender could do them all: that is no saturation.
 */
export function hasTurnedAway({ arrivals }: Figures): boolean {
  return arrivals !== null && arrivals.rejected > arrivals.arrived * MOST_REJECTED_SHARE
}
