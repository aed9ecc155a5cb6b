import { describe, expect, it } from 'vitest'
import { backlogAt } from '../../../../src/engine/run/block/arrival-backlog'
import { readSnapshot } from '../../../../src/engine/run/block/snapshot'
import { Control } from '../../../../src/engine/measure/control'
import { CpuMeter } from '../../../../src/engine/measure/cpu/cpu-meter'
import { nanoseconds } from '../../../../src/engine/measure/statistics/quantity'
import { ThreadRecord } from '../../../../src/engine/measure/thread-record'
import { makePlan } from '../../../../src/engine/workload/make-plan'
import { syntheticSpec } from '../../../charts/synthetic-result'

const load = { kind: 'open', arrivalsPerSecond: 1_000, arrivals: 'constant' } as const
const plan = makePlan(syntheticSpec({ load }), { roundsPerMs: 1, files: [] })
const control = Control.allocate()

/** A moment 100.5 ms after the load began, at which threads are to let in these jobs next. */
function snapshotWith(nextJobs: readonly (number | null)[]) {
  const startNs = 1e9
  const records = nextJobs.map((index, thread) => {
    const record = ThreadRecord.allocate(`loop ${thread + 1}`, control)
    if (index !== null) {
      record.nextArrival(index, nanoseconds(startNs + plan.arrivalMs(index) * 1e6))
    }
    return record
  })
  const snapshot = readSnapshot(control, records, new CpuMeter(records))
  return { ...snapshot, cpu: { ...snapshot.cpu, atNs: nanoseconds(startNs + 100.5 * 1e6) } }
}

describe('jobs of an open load that were due and not let in', () => {
  it('jobs of an open load that were due and not let in are none where the next one is still to come, or the load is closed', () => {
    const next = Array.from({ length: 200 }, (_, index) => index).find(
      (index) => plan.arrivalMs(index) > 100.5,
    )
    expect(backlogAt(snapshotWith([next ?? null]), plan, 1)).toBe(0)
    expect(backlogAt(snapshotWith([null]), plan, 1)).toBe(0)
  })

  it('jobs of an open load that were due and not let in are all from the next one until now, whoever of the threads is to let them in', () => {
    const due = Array.from({ length: 200 }, (_, index) => index).filter(
      (index) => plan.arrivalMs(index) <= 100.5,
    ).length
    expect(due).toBeGreaterThan(90)
    expect(backlogAt(snapshotWith([40]), plan, 1)).toBe(due - 40)
    expect(backlogAt(snapshotWith([40, 41]), plan, 2)).toBe(due - 40)
  })
})
