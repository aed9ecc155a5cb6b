import { burstSeconds, rateFaultOf } from '../../engine/analysis/trust/rate-fault'
import { windowMsOf } from '../../engine/spec/spec'
import { count, duration, figure } from '../format'
import { checkFor } from './warning'

const MOST_STRETCHED_SHARE = 0.1

const LONGER_BLOCKS = 'Measure longer, or with fewer jobs in flight.'

/** Blocks so short for the jobs in flight that they saw mostly the starts of jobs, or the ends. */
export const cutOff = checkFor({
  kind: 'cut-off',
  seenIn: ({ figures, spec }) => {
    const { started, completed, failed } = figures
    if (rateFaultOf(figures, spec) !== 'apart') return null
    return { started: started ?? 0, ended: completed + failed }
  },
  size: ({ started, ended }) => 1 - Math.min(started, ended) / Math.max(started, ended),
  alone: ({ started, ended }) =>
    `its blocks are too short for a rate, as ${count(started, 'job')} began and ${figure(ended)} ended`,
  figure: () => '',
  figureIs: '',
  shared: 'blocks too short for a rate',
  advice: () => LONGER_BLOCKS,
})

/**
 * Jobs that ended in bursts further apart than its blocks are long, or were computed before them.
 */
export const bursts = checkFor({
  kind: 'bursts',
  seenIn: ({ figures, spec }) => (rateFaultOf(figures, spec) === 'bursts' ? {} : null),
  size: () => 1,
  alone: () => 'its jobs ended in bursts further apart than a block is long',
  figure: () => '',
  figureIs: '',
  shared: 'jobs ended in bursts',
  advice: () => LONGER_BLOCKS,
})

/** Blocks in which no job ended for so long, at their begin or end in the mean, though many had. */
export const stalled = checkFor({
  kind: 'stalled',
  seenIn: ({ figures, spec }) => {
    if (rateFaultOf(figures, spec) !== 'stalled') return null
    return { stallMs: (burstSeconds(figures) * 1_000) / Math.max(1, figures.blocks.length) }
  },
  size: () => 1,
  alone: ({ stallMs }) =>
    `it has no rate, as no job ended for ${duration(stallMs)} at the edges of its blocks`,
  figure: ({ stallMs }) => duration(stallMs),
  figureIs: 'without a job',
  shared: 'stalled',
  advice: () => 'Run it again.',
})

/** The mean length of its blocks, and the shorter one that they were to have. */
export const stretched = checkFor({
  kind: 'stretched',
  seenIn: ({ figures: { blocks, measuredSeconds }, spec }) => {
    // What was cut short before a block ended has a length that nobody planned.
    if (blocks.length === 0) return null
    const blockMs = (measuredSeconds * 1_000) / blocks.length
    const plannedMs = windowMsOf(spec)
    return blockMs > plannedMs * (1 + MOST_STRETCHED_SHARE) ? { blockMs, plannedMs } : null
  },
  size: ({ blockMs, plannedMs }) => Math.min(1, blockMs / plannedMs - 1),
  alone: ({ blockMs, plannedMs }) =>
    `its blocks of ${duration(plannedMs)} took ${duration(blockMs)}, as the lab had no core to end them`,
  figure: ({ blockMs }) => duration(blockMs),
  figureIs: 'a block',
  shared: 'blocks ended late',
  advice: () => 'Close other programs. Rates divide by the time that passed.',
})
