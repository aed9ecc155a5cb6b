import type { Reading } from '../reading'
import { InputError } from '../../input/input-error'
import { readSpectrum, SPECTRUM_HEAD } from './spectrum'

/** Whether a text is a table of percentiles (.hgrm). */
export function isHdrPercentiles(text: string): boolean {
  return SPECTRUM_HEAD.test(text)
}

/**
 * Reads a table of percentiles (http://hdrhistogram.org), in milliseconds.
 *
 * @throws InputError for a figure that is none, and a table without rows
 */
export function readHdrPercentiles(text: string, source: string): Reading {
  const { meanMs, maxMs, count, percentiles } = readSpectrum(text, source)
  if (percentiles.length === 0) {
    const message = `${source}: its table of percentiles has no row`
    throw new InputError('invalid-field', message, { source })
  }
  return {
    measuredAt: null,
    tool: { name: 'HdrHistogram', version: null },
    series: [
      {
        name: 'values',
        count,
        failed: null,
        requestsPerSecond: null,
        latency: { meanMs, maxMs, percentiles: [...percentiles] },
      },
    ],
  }
}
