import { randomUUID } from 'node:crypto'
import { RESULT_SCHEMA_VERSION } from '../result/result'
import type { Result, Sweep } from '../result/result'
import type { Spec } from '../spec/spec'
import { sweepPoints } from './sweep'
import type { SweepParameter, SweepPoint } from './sweep'

/**
 * Runs every point of a sweep with `run` and puts the results together. The sweep is partial if a
 * point was cut short or, because the signal had been aborted, never run. `run` gives null where it
 * was cancelled with nothing to keep; then the sweep ends.
 *
 * @throws RangeError before anything is run, as {@link sweepPoints} does.
 */
export async function runSweep(
  spec: Spec,
  over: SweepParameter,
  values: readonly number[],
  run: (point: SweepPoint, index: number) => Promise<Result | null>,
  signal?: AbortSignal,
): Promise<Sweep> {
  const startedAt = new Date().toISOString()
  const wanted = sweepPoints(spec, over, values)
  const points: Sweep['points'] = []
  for (const [index, point] of wanted.entries()) {
    if (signal?.aborted === true) break
    const result = await run(point, index)
    if (result === null) break
    points.push({ value: point.value, result })
  }
  const isComplete =
    points.length === wanted.length && points.every(({ result }) => result.status === 'complete')
  return {
    kind: 'corewise-sweep',
    schemaVersion: RESULT_SCHEMA_VERSION,
    id: randomUUID(),
    startedAt,
    status: isComplete ? 'complete' : 'partial',
    over,
    finding: null,
    points,
  }
}
