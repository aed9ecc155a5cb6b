import type { Figures, Sample } from '../result/figures'

/** What was used and done in a part of the measured time. */
export interface Part {
  readonly coreSeconds: number
  readonly jobs: number
}

/**
 * A block's last sample is taken with its end; the next block's first comes at least so much later.
 */
const APART_MS = 1

/**
 * The first and the second half of each block, by its samples (a middle one is in neither). Without
 * the blocks that have too few, or where the system does not tell the CPU time.
 */
export function halvesOfBlocks({ samples, blocks }: Figures): (readonly [Part, Part])[] {
  let at = 0
  let endMs = 0
  // The samples of a contender are those of its blocks, one after the other.
  return blocks.flatMap(({ measuredSeconds }) => {
    let fromMs = endMs
    endMs += measuredSeconds * 1_000
    const parts: Part[] = []
    for (; at < samples.length; at += 1) {
      const sample = samples[at]
      if (sample === undefined || sample.atMs > endMs + APART_MS) break
      parts.push(partOf(sample, fromMs))
      fromMs = sample.atMs
    }
    endMs = Math.max(endMs, fromMs)
    const half = Math.floor(parts.length / 2)
    const halves = [sumOf(parts.slice(0, half)), sumOf(parts.slice(parts.length - half))] as const
    return halves.every(({ coreSeconds, jobs }) => coreSeconds > 0 && jobs > 0) ? [halves] : []
  })
}

function partOf({ atMs, coresUsed, jobsPerSecond }: Sample, fromMs: number): Part {
  const seconds = (atMs - fromMs) / 1_000
  return { coreSeconds: (coresUsed ?? NaN) * seconds, jobs: jobsPerSecond * seconds }
}

/** The parts together. */
export function sumOf(parts: readonly Part[]): Part {
  return parts.reduce(
    (sum, { coreSeconds, jobs }) => ({
      coreSeconds: sum.coreSeconds + coreSeconds,
      jobs: sum.jobs + jobs,
    }),
    { coreSeconds: 0, jobs: 0 },
  )
}
