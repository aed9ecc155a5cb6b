import { gather, run, sleep, type Coroutine } from '../../src/engine/loop'
import type { Bench, Figure } from './figure'
import { runPython } from './python'
import { interleaved } from './rounds'

const SWITCHES = 1_000_000
/** Of which the least counts, for Python too; its rounds take twenty times as long. */
const ROUNDS = 9
const PYTHON_ROUNDS = 3

/** The tutorial's counter in Python: prints the least milliseconds that all tasks take together. */
const PYTHON = `
import asyncio, sys, time
loop_name, tasks, count, rounds = sys.argv[1], *map(int, sys.argv[2:])
if loop_name == 'uvloop':
    import uvloop
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
async def counter():
    for _ in range(count):
        await asyncio.sleep(0)
async def main():
    await asyncio.gather(*[counter() for _ in range(tasks)])
def timed():
    start = time.perf_counter()
    asyncio.run(main())
    return (time.perf_counter() - start) * 1000
print(min(timed() for _ in range(rounds)))
`

function* counter(count: number): Coroutine<void> {
  for (let i = 0; i < count; i += 1) yield* sleep(0)
}

async function nativeCounter(count: number): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/await-thenable -- it is what is measured
  for (let i = 0; i < count; i += 1) await null
}

function* bareCounter(count: number): Generator<undefined, void> {
  for (let i = 0; i < count; i += 1) yield undefined
}

/** What no loop on generators can undercut: a ring of them, resumed one after the other. */
function spinRing(tasks: number, counters: (count: number) => Iterator<unknown, void>): void {
  const size = 2 ** Math.ceil(Math.log2(tasks))
  const ring = Array.from({ length: size }, () => counters(SWITCHES / tasks))
  let head = 0
  for (let length = tasks; length > 0;) {
    const task = ring[head]
    head = (head + 1) & (size - 1)
    // As a task resumes its coroutine.
    if (task === undefined || task.next(null).done === true) length -= 1
    else ring[(head + length - 1) & (size - 1)] = task
  }
}

const onLoop = (tasks: number, count: number) =>
  run(
    (function* () {
      yield* gather(Array.from({ length: tasks }, () => counter(count)))
    })(),
  )

async function compare(tasks: number): Promise<(Figure | { name: string; skipped: string })[]> {
  const count = SWITCHES / tasks
  const ways = {
    loop: () => onLoop(tasks, count),
    native: () => Promise.all(Array.from({ length: tasks }, () => nativeCounter(count))),
    ring: () => {
      spinRing(tasks, bareCounter)
    },
    awaiting: () => {
      spinRing(tasks, counter)
    },
  }
  const ms = await interleaved(ways, ROUNDS, false)
  const label = `${tasks} × ${count.toLocaleString('en')} sleep(0)`
  const nsPerSwitch = 1e6 / SWITCHES
  const against = (python: string, bound: Figure['bound']) => {
    const name = `${label}: times faster than ${python}`
    const sizes = [tasks, count, PYTHON_ROUNDS].map(String)
    const outcome = runPython(PYTHON, python, ...sizes)
    if ('skipped' in outcome) return { name, skipped: outcome.skipped }
    return { name, value: outcome.value / ms.loop, unit: '×', ...(bound && { bound }) }
  }
  return [
    { name: `${label}: loop`, value: ms.loop * nsPerSwitch, unit: 'ns a switch' },
    { name: `${label}: native await null`, value: ms.native * nsPerSwitch, unit: 'ns a switch' },
    {
      name: `${label}: bare ring of generators`,
      value: ms.ring * nsPerSwitch,
      unit: 'ns a switch',
    },
    {
      name: `${label}: bare ring of coroutines that await sleep(0)`,
      value: ms.awaiting * nsPerSwitch,
      unit: 'ns a switch',
    },
    {
      name: `${label}: loop ÷ native await`,
      value: ms.loop / ms.native,
      unit: '×',
      bound: { kind: 'at-most', value: 1 },
    },
    {
      name: `${label}: loop ÷ bare ring`,
      value: ms.loop / ms.ring,
      unit: '×',
      bound: { kind: 'at-most', value: 1.6 },
    },
    against('asyncio', { kind: 'at-least', value: 30 }),
    against('uvloop', undefined),
  ]
}

/** The tutorial's counters, with few tasks and with many. */
export const counterBench: Bench = {
  name: 'counter',
  run: async () => [...(await compare(4)), ...(await compare(1_000))],
}
