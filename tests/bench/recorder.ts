import { spawnSync } from 'node:child_process'
import { gather, run, sleep, VirtualClock, type Coroutine } from '../../src/engine/loop'
import { Recorder } from '../../src/engine/recorder/recorder'
import { eventCount } from '../../src/engine/recorder/recording/recording'
import { Replay } from '../../src/engine/recorder/replay/replay'
import type { Bench, Figure } from './figure'
import { interleaved } from './rounds'

/** As many as the counter example has. */
const SWITCHES = 1_000_000
const MAX_EVENTS = 4_000_000
const JUMPS = 200
const ROUNDS = 4
const TURNS = 3

function* counter(count: number): Coroutine<void> {
  for (let i = 0; i < count; i += 1) yield* sleep(0)
}

function* counters(tasks: number): Coroutine<void> {
  yield* gather(Array.from({ length: tasks }, () => counter(SWITCHES / tasks)))
}

async function recordVirtual(tasks: number): Promise<Recorder> {
  const clock = new VirtualClock()
  const now = (): number => clock.now()
  const recorder = new Recorder({ clock: 'virtual', now, maxEvents: MAX_EVENTS })
  await run(counters(tasks), { clock, instruments: [recorder] })
  return recorder
}

function recordReal(tasks: number): Promise<void> {
  const { performance } = globalThis
  const now = (): number => performance.now()
  const recorder = new Recorder({ clock: 'real', now, maxEvents: MAX_EVENTS })
  return run(counters(tasks), { instruments: [recorder] })
}

const ways = {
  off: (tasks: number) => run(counters(tasks)),
  'off-virtual': (tasks: number) => run(counters(tasks), { clock: 'virtual' }),
  real: recordReal,
  virtual: recordVirtual,
} as const
type Way = keyof typeof ways

/** Runs the counters in one way, "real:4", in this process and prints the least milliseconds. */
export async function runCounters(order: string): Promise<void> {
  const [way, tasks] = order.split(':')
  const { ms } = await interleaved({ ms: () => ways[way as Way](Number(tasks)) }, ROUNDS, false)
  console.log(ms)
}

// A process each, as a program has that is recorded: in one process each way would be compiled for
// what the others do. Taken in turn, so that what else the machine does hits all of them alike.
function leastOf(tasks: number): Record<Way, number> {
  const least: Record<Way, number> = {
    off: Infinity,
    'off-virtual': Infinity,
    real: Infinity,
    virtual: Infinity,
  }
  const script = process.argv[1] ?? ''
  for (let iteration = 0; iteration < TURNS; iteration += 1) {
    for (const way of Object.keys(ways) as Way[]) {
      const args = [...process.execArgv, script, `--counters=${way}:${tasks}`]
      const child = spawnSync(process.execPath, args, { encoding: 'utf8' })
      if (child.status !== 0) throw new Error(`the counters (${way}) failed: ${child.stderr}`)
      least[way] = Math.min(least[way], Number(child.stdout))
    }
  }
  return least
}

function compare(tasks: number): Figure[] {
  const ms = leastOf(tasks)
  const bound = { kind: 'at-most', value: 2.5 } as const
  const name = (what: string): string => `${tasks} counters: recorder on ÷ off, ${what} time`
  return [
    { name: name('real'), value: ms.real / ms.off, unit: '×', bound },
    { name: name('virtual'), value: ms.virtual / ms['off-virtual'], unit: '×', bound },
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
  run: async () => [...compare(4), ...compare(1_000), await jump()],
}
