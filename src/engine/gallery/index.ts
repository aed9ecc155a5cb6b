import { experimentNames, type ExperimentName, type Sweep } from '../result/sweep'
import type { Experiment, ExperimentPoint } from './experiment'
import { httpArena } from './published/http-arena'
import { jep444 } from './published/jep-444'
import { mcgranaghan } from './published/mcgranaghan'
import { nginx } from './published/nginx'
import { paterson } from './published/paterson'
import { schroeder } from './published/schroeder'
import { seda } from './published/seda'
import { tailAtScale } from './published/tail-at-scale'
import { tene } from './published/tene'
import { vonBehren } from './published/von-behren'

export { experimentNames, type ExperimentName } from '../result/sweep'
export type { Experiment, GalleryFigure, MeasuredLine, PublishedLine } from './experiment'
export { judge, type CheckOutcome } from './judge'

/** Every experiment by its name; one that is missing does not compile. */
export const experiments: Readonly<Record<ExperimentName, Experiment>> = {
  mcgranaghan,
  'jep-444': jep444,
  seda,
  'von-behren': vonBehren,
  schroeder,
  tene,
  nginx,
  paterson,
  'http-arena': httpArena,
  'tail-at-scale': tailAtScale,
}

/** All of them in the order in which they are shown. */
export const gallery: readonly Experiment[] = experimentNames.map((name) => experiments[name])

/** The experiment that a sweep repeats; null for one that repeats none. */
export function experimentOf({ finding }: Pick<Sweep, 'finding'>): Experiment | null {
  return finding?.kind === 'repetition' ? experiments[finding.experiment] : null
}

/**
 * Whether each point of a sweep was run as the experiment says: with its jobs, load, contenders and
 * threads. How long it was measured, the seed and the calibration are the run's own.
 */
export function isSetUpAs(experiment: Experiment, { over, points }: Sweep): boolean {
  return (
    over === experiment.over &&
    points.length > 0 &&
    points.every(({ value, result }) =>
      experiment.points.some(
        (point) => point.value === value && setUpOf(point.spec) === setUpOf(result.spec),
      ),
    )
  )
}

function setUpOf(spec: ExperimentPoint['spec']): string {
  const { workload, load, concurrency, workers, loops, cores, contenders, faults } = spec
  return JSON.stringify([workload, load, concurrency, workers, loops, cores, contenders, faults])
}
