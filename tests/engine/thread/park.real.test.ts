import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { contenderNames } from '../../../src/engine/contender'
import { Control } from '../../../src/engine/measure/control'
import { CpuMeter } from '../../../src/engine/measure/cpu/cpu-meter'
import { blockSpecOf } from '../../../src/engine/spec/spec'
import { startContender } from '../../../src/engine/thread/start/start-contender'
import { makePlan } from '../../../src/engine/workload/make-plan'
import { engineFolder, shortSpec } from '../run/built-run'
import { pythonFor } from './python-for'

/** A contender whose jobs wait 5 ms, 40 of them in flight. */
async function start(name: (typeof contenderNames)[number]) {
  const spec = shortSpec({
    workload: { kind: 'wait', waitMs: 5, spread: 'fixed' },
    concurrency: 40,
    workers: 4,
  })
  const plan = makePlan(spec, { roundsPerMs: 1_000 })
  const control = Control.allocate()
  const running = startContender(name, {
    spec: blockSpecOf(spec),
    plan,
    control,
    loops: 2,
    engineFolder,
    httpPort: null,
    python: await pythonFor(name),
  })
  const completed = () => {
    running.refresh?.()
    return running.records.reduce((sum, record) => sum + record.read().completed, 0)
  }
  return { running, control, completed }
}

describe.each(contenderNames)('%s', (name) => {
  test('parked threads use no CPU, and take up jobs again with counts that begin anew', async () => {
    const { running, control, completed } = await start(name)
    const until = async (count: number) => {
      while (completed() < count) await delay(5)
    }
    await running.go()
    await until(200)
    await running.park()
    const meter = new CpuMeter(running.records)
    const before = [completed(), ...meter.read().threads]
    await delay(300)
    const after = [completed(), ...meter.read().threads]
    const burnt = after.map((value, at) => (value ?? 0) - (before[at] ?? 0))
    // No job, and of CPU time no more than what it takes to fall asleep.
    expect(burnt[0]).toBe(0)
    for (const ns of burnt.slice(1)) expect(ns).toBeLessThan(20e6)
    const goneMs = performance.now()
    const going = running.go()
    const again = completed()
    // As many jobs as are in flight every 5 ms: the machine may stand still between two lines.
    const possible = 40 * (1 + Math.floor((performance.now() - goneMs) / 5))
    expect(again).toBeLessThanOrEqual(possible)
    await going
    await until(200)
    expect(control.handedIn).toBeGreaterThanOrEqual(200)
    await running.stop()
    expect(running.records.every((record) => record.read().hasBegun)).toBe(true)
  })
})
