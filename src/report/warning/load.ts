import { hasTurnedAway, isSaturated } from '../../engine/analysis/trust/saturation'
import { count, figure } from '../format'
import { percent } from '../verdict/wording'
import { checkFor } from './warning'

/** A share of an open load's jobs came while C were there; the others were done in time. */
export const turnedAway = checkFor({
  kind: 'turned-away',
  seenIn: ({ figures, spec }) => {
    const { arrivals } = figures
    if (spec.load.kind === 'closed' || arrivals === null || isSaturated(figures, spec)) return null
    const { arrived, rejected } = arrivals
    return hasTurnedAway(figures) ? { share: rejected / arrived, rejected } : null
  },
  size: ({ share }) => share,
  alone: ({ rejected, share }, { concurrency }) =>
    `it turned ${count(rejected, 'job')} (${percent(share)}) away while ${figure(concurrency)} were in flight`,
  figure: ({ share }) => percent(share),
  figureIs: 'of them',
  shared: 'turned jobs away',
  advice: () => 'Allow more jobs in flight, or read latency as that of the others.',
})

/** More jobs came in than it can do with C in flight: its latency is that of a queue that fills. */
export const saturated = checkFor({
  kind: 'saturated',
  seenIn: ({ figures, spec: { load, ...spec } }) => {
    const { jobsPerSecond, arrivals } = figures
    if (load.kind === 'closed' || arrivals === null) return null
    if (!isSaturated(figures, { load, ...spec })) return null
    const { rejected, backlog } = arrivals
    return { arrivalsPerSecond: load.arrivalsPerSecond, jobsPerSecond, rejected, backlog }
  },
  size: ({ arrivalsPerSecond, jobsPerSecond }) => 1 - jobsPerSecond / arrivalsPerSecond,
  alone: ({ arrivalsPerSecond, jobsPerSecond, rejected, backlog }) =>
    [
      `${figure(arrivalsPerSecond)} jobs a second came in, and it finished ${figure(jobsPerSecond)}`,
      ...(rejected > 0 ? [`It turned ${count(rejected, 'job')} away`] : []),
      ...(backlog > 0 ? [`It was too busy to admit ${count(backlog, 'job')} in time`] : []),
    ].join('. '),
  figure: ({ jobsPerSecond }) => `${figure(jobsPerSecond)}/s`,
  figureIs: 'finished',
  shared: 'more came in than it can do',
  advice: () => 'Lower the rate: its latency is that of a queue that fills or is full.',
})
