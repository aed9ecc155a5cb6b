import { eventCount } from '../../src/engine/recorder/recording/recording'
import { pythonRunner, runProgram } from '../../src/host/lesson/run-program'
import type { Bench, Figure } from './figure'

const LATER_RUNS = 9

const SMALL = `import asyncio
async def main():
    await asyncio.sleep(1)
    print("over")
asyncio.run(main())
`
/** Some 100,000 events: steps, timers and printed lines. */
const LARGE = `import asyncio
async def counter(n):
    for _ in range(n):
        await asyncio.sleep(0)
async def sleeper(n):
    for _ in range(n):
        await asyncio.sleep(0.001)
async def main():
    async with asyncio.TaskGroup() as group:
        for _ in range(20):
            group.create_task(counter(1000))
            group.create_task(sleeper(400))
asyncio.run(main())
`

async function play(source: string): Promise<number> {
  const request = { name: 'bench', language: 'python', source, timeLimitMs: 30_000 } as const
  const { outcome, recording } = await runProgram(request, import.meta.dirname)
  if (outcome.kind !== 'finished' || recording === null) throw new Error(JSON.stringify(outcome))
  return eventCount(recording)
}

async function run(): Promise<Figure[]> {
  const before = process.cpuUsage()
  await play(SMALL)
  const { user, system } = process.cpuUsage(before)
  const laterMs: number[] = []
  for (let n = 0; n < LATER_RUNS; n += 1) {
    const startMs = performance.now()
    await play(SMALL)
    laterMs.push(performance.now() - startMs)
  }
  // CPU time: other programs on the machine do not count.
  const beforeLarge = process.cpuUsage()
  const events = await play(LARGE)
  const large = process.cpuUsage(beforeLarge)
  const secondsPer100k = ((large.user + large.system) / 1e6 / events) * 100_000
  await pythonRunner(import.meta.dirname).close()
  const atMost = (value: number) => ({ kind: 'at-most', value }) as const
  const median = laterMs.sort((a, b) => a - b)[Math.floor(LATER_RUNS / 2)] ?? NaN
  return [
    {
      name: 'the first Python program, CPU',
      value: (user + system) / 1e6,
      unit: 's',
      bound: atMost(4),
    },
    { name: 'a later Python program', value: median, unit: 'ms', bound: atMost(100) },
    { name: '100,000 events of Python, CPU', value: secondsPer100k, unit: 's', bound: atMost(3) },
  ]
}

/** What it takes to play Python programs, with CPython kept ready. */
export const pythonProgramBench: Bench = { name: 'python', run }
