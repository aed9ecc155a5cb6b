import { z } from 'zod'
import type { Experiment } from '../engine/gallery'
import { experimentNames } from '../engine/result/sweep'
import { expectedMsOfAll } from '../engine/run/run-clock'

/**
 * What a user interface knows of the gallery: what is claimed, by whom, and how it is repeated
 * here.
 */
export { gallery, type ExperimentName } from '../engine/gallery'

export const experimentRequestSchema = z.strictObject({ experiment: z.enum(experimentNames) })

/** About how long an experiment takes, all of its points. */
export function experimentMs({ points }: Experiment): number {
  return expectedMsOfAll(points)
}
