import { beforeAll, describe, expect, it } from 'vitest'
import { createTask, nodeHost, run, sleep, VirtualClock } from '../../../src/engine/loop'
import type { Coroutine } from '../../../src/engine/loop'
import { doorAt, doorRun, worstMoment } from '../../../src/engine/lesson/door'
import type { Recording } from '../../../src/engine/recorder/recording/recording'
import { Recorder } from '../../../src/engine/recorder/recorder'

const PLAN = { kind: 'door', waiting: 'ticker', holding: 'hog', pieces: 'pieces' } as const

/** A ticker every 10 ms, and from 15 ms on a hog that computes for 300 ms in so many pieces. */
async function recorded(pieces: number): Promise<Recording> {
  const clock = new VirtualClock()
  const recorder = new Recorder({ clock: 'virtual', now: () => clock.now() })
  function* ticker(): Coroutine<void> {
    for (;;) yield* sleep(10)
  }
  function* hog(): Coroutine<void> {
    for (let piece = 0; piece < pieces; piece += 1) {
      clock.jumpTo(clock.now() + 300 / pieces)
      yield* sleep(0)
    }
  }
  function* main(): Coroutine<void> {
    const ticking = createTask(ticker(), { name: 'ticker' })
    yield* sleep(15)
    yield* createTask(hog(), { name: 'hog' })
    yield* sleep(25)
    ticking.cancel()
  }
  await run(main(), { clock, host: nodeHost, instruments: [recorder] })
  return recorder.finish()
}

describe('the door of a recorded run', () => {
  let whole: Recording
  beforeAll(async () => {
    whole = await recorded(1)
  })

  it('the door is held as long as a step of the holder computes', () => {
    const { holds, fromMs, toMs } = doorRun(whole, PLAN)
    expect(holds).toEqual([{ fromMs: 15, toMs: 315 }])
    expect([fromMs, toMs]).toEqual([0, 340])
  })

  it('the door counts up how late the other one is while it waits, and keeps the most', () => {
    const door = doorRun(whole, PLAN)
    const moments = [12, 18, 20, 120, 314, 315, 340].map((atMs) => doorAt(door, atMs))
    expect(moments.map(({ lateMs }) => Math.round(lateMs))).toEqual([0, 0, 0, 100, 294, 0, 0])
    expect(moments.map(({ isHeld }) => isHeld)).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
      false,
    ])
    expect(moments.map(({ worstMs }) => Math.round(worstMs)).at(-1)).toBe(295)
  })

  it('the door is come to step by step as a sleep goes by', () => {
    const door = doorRun(whole, PLAN)
    expect(doorAt(door, 11).wayShare).toBeCloseTo(0.1)
    expect(doorAt(door, 200).wayShare).toBe(1)
    expect(doorAt(door, 10).sinceInMs).toBe(0)
    expect(doorAt(door, 5).sinceInMs).toBe(Infinity)
  })

  it('the door is waited at for a few milliseconds where the work is cut into pieces', async () => {
    const late = async (pieces: number): Promise<number> => {
      const door = doorRun(await recorded(pieces), PLAN)
      return doorAt(door, door.toMs).worstMs
    }
    expect(await late(10)).toBeGreaterThan(20)
    expect(await late(100)).toBeLessThanOrEqual(10)
  })

  it('the door says most just before the latest comes in', () => {
    const door = doorRun(whole, PLAN)
    const moment = doorAt(door, worstMoment(door))
    expect(Math.round(moment.lateMs)).toBe(295)
    expect(moment.isHeld).toBe(true)
  })

  it('the door has nobody before it where no task has such a name', () => {
    const door = doorRun(whole, { ...PLAN, waiting: 'nobody', holding: 'nobody' })
    expect(door.visits).toEqual([])
    expect(worstMoment(door)).toBe(door.toMs)
    expect(doorAt(door, 100)).toMatchObject({ isHeld: false, lateMs: 0, worstMs: 0 })
  })
})
