import type { Sweep } from '../result/sweep'
import { Points, type NotePoints, type RunPoint } from '../search/run-point'
import type { Experiment, ExperimentPoint } from './experiment'

/** The points of an experiment, measured so many times as long. */
export function pointsFor({ points }: Experiment, times = 1): readonly ExperimentPoint[] {
  return points.map(({ value, spec }) => ({
    value,
    spec: { ...spec, durationMs: spec.durationMs * times },
  }))
}

/**
 * Runs every point of an experiment with `run` and puts the results together as a sweep, which says
 * which experiment it repeats. It is partial if a point failed, was cut short or never run.
 *
 * @param points those of the experiment, or shorter ones
 * @throws what `run` threw first where no point was measured
 */
export async function repeatExperiment(
  { name, over }: Pick<Experiment, 'name' | 'over'>,
  points: readonly ExperimentPoint[],
  run: RunPoint,
  signal?: AbortSignal,
  note?: NotePoints,
): Promise<Sweep> {
  const measured = new Points(run, signal)
  const sweepOf = (isOver: boolean): Sweep =>
    measured.sweep(over, { kind: 'repetition', experiment: name }, isOver)
  for (const point of points) {
    const { kind } = await measured.run(point)
    if (kind === 'cancelled') break
    if (measured.measured.length > 0) await note?.(sweepOf(false))
  }
  measured.throwIfNone()
  return sweepOf(true)
}
