import type { Sweep } from '../result/sweep'
import type { Spec } from '../spec/spec'
import { Points, type NotePoints, type RunPoint } from './run-point'
import { sweepPoints } from './sweep'
import type { SweepParameter } from './sweep'

/**
 * Runs every point of a sweep with `run` and puts the results together. The sweep is partial if a
 * point failed, was cut short or, because the signal had been aborted, never run. One that fails is
 * kept as that, and the others are run.
 *
 * @throws RangeError before anything is run, as {@link sweepPoints} does, and what `run` threw
 *   first where no point was measured
 */
export async function runSweep(
  spec: Spec,
  over: SweepParameter,
  values: readonly number[],
  run: RunPoint,
  signal?: AbortSignal,
  note?: NotePoints,
): Promise<Sweep> {
  const points = new Points(run, signal)
  for (const point of sweepPoints(spec, over, values)) {
    const { kind } = await points.run(point)
    if (kind === 'cancelled') break
    if (points.measured.length > 0) await note?.(points.sweep(over, null, false))
  }
  points.throwIfNone()
  return points.sweep(over, null, true)
}
