import type { GalleryFigure } from '../../engine/gallery'

/** What a figure of an experiment is called, and its unit. */
export interface FigureWords {
  /** As an axis names it, with its unit. */
  readonly axis: string
  /** After a number. */
  readonly unit: string
  /** A rate or a cost starts at 0; a latency is told by its logarithm. */
  readonly isLatency: boolean
}

/** The same for every percentile of a latency: a chart can hold several. */
const latency: FigureWords = { axis: 'latency (ms)', unit: 'ms', isLatency: true }

/** How each figure is worded. */
export const figureWords: Readonly<Record<GalleryFigure, FigureWords>> = {
  'jobs-per-second': { axis: 'jobs per second', unit: 'per s', isLatency: false },
  'jobs-per-core-second': {
    axis: 'jobs per core-second',
    unit: 'per core-s',
    isLatency: false,
  },
  'cpu-per-job': { axis: 'CPU time per job (ms)', unit: 'ms per job', isLatency: false },
  'latency-p50': latency,
  'latency-p90': latency,
  'latency-p99': latency,
  'uncorrected-p90': latency,
  'slow-share': { axis: 'slow jobs (%)', unit: '%', isLatency: false },
}
