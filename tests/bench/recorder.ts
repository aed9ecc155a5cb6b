import { gather, run, sleep, VirtualClock, type Coroutine } from '../../src/engine/loop'
import { Recorder } from '../../src/engine/recorder/recorder'
import { eventCount } from '../../src/engine/recorder/recording'
import { Replay } from '../../src/engine/recorder/replay'
import type { Bench, Figure } from './figure'
import { interleaved } from './rounds'

const SWITCHES = 300_000
const MAX_EVENTS = 4_000_000
const JUMPS = 200

function* counter(count: number): Coroutine<void> {
  for (let i = 0; i < count; i += 1) yield* sleep(0)
}

function* counters(tasks: number): Coroutine<void> {
  yield* gather(Array.from({ length: tasks }, () => counter(SWITCHES / tasks)))
}

function recordReal(tasks: number): Promise<void> {
  const { performance } = globalThis
  const now = (): number => performance.now()
  const recorder = new Recorder({ clock: 'real', now, maxEvents: MAX_EVENTS })
  return run(counters(tasks), { instruments: [recorder] })
}

async function recordVirtual(tasks: number): Promise<Recorder> {
  const clock = new VirtualClock()
  const now = (): number => clock.now()
  const recorder = new Recorder({ clock: 'virtual', now, maxEvents: MAX_EVENTS })
  await run(counters(tasks), { clock, instruments: [recorder] })
  return recorder
}

async function compare(tasks: number): Promise<Figure[]> {
  const ms = await interleaved({
    off: () => run(counters(tasks)),
    offVirtual: () => run(counters(tasks), { clock: 'virtual' }),
    real: () => recordReal(tasks),
    virtual: () => recordVirtual(tasks),
  })
  const label = `${tasks} counters`
  const bound = { kind: 'at-most', value: 3 } as const
  const name = (what: string): string => `${label}: recorder on ÷ off, ${what} time`
  return [
    { name: name('real'), value: ms.real / ms.off, unit: '×', bound },
    { name: name('virtual'), value: ms.virtual / ms.offVirtual, unit: '×', bound },
  ]
}

/** Jumps to and fro in a recording of many events, each time to the whole state there. */
async function jump(): Promise<Figure> {
  const replay = new Replay((await recordVirtual(4)).finish())
  replay.jumpTo(replay.length)
  const startMs = performance.now()
  for (let n = 0; n < JUMPS; n += 1) replay.jumpTo((n * 7_919_993) % replay.length)
  const value = (performance.now() - startMs) / JUMPS
  const name = `a jump in a recording of ${eventCount(replay.recording).toLocaleString('en')} events`
  return { name, value, unit: 'ms', bound: { kind: 'at-most', value: 16 } }
}

/** What recording costs, and what going about in a recording does. */
export const recorderBench: Bench = {
  name: 'recorder',
  run: async () => [...(await compare(4)), ...(await compare(1_000)), await jump()],
}
