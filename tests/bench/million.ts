import { spawnSync } from 'node:child_process'
import { createTask, gather, run, sleep, type Coroutine, type Task } from '../../src/engine/loop'
import type { Bench } from './figure'

const TASKS = 1_000_000
const SLEEP_MS = 10_000
const ROUNDS = 3

type Way = 'loop' | 'native'

interface Outcome {
  readonly seconds: number
  readonly peakMebibytes: number
}

function* nap(): Coroutine<void> {
  yield* sleep(SLEEP_MS)
}

function* napAll(): Coroutine<void> {
  const tasks: Task<void>[] = []
  for (let i = 0; i < TASKS; i += 1) tasks.push(createTask(nap()))
  yield* gather(tasks)
}

async function nativeNap(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, SLEEP_MS)
  })
}

async function nativeNapAll(): Promise<void> {
  const naps: Promise<void>[] = []
  for (let i = 0; i < TASKS; i += 1) naps.push(nativeNap())
  await Promise.all(naps)
}

/** Runs one of the two programs in this process and prints its outcome as JSON. */
export async function runMillion(way: string): Promise<void> {
  const startMs = performance.now()
  await (way === 'loop' ? run(napAll()) : nativeNapAll())
  const outcome: Outcome = {
    seconds: (performance.now() - startMs) / 1_000,
    peakMebibytes: process.resourceUsage().maxRSS / 1_024,
  }
  console.log(JSON.stringify(outcome))
}

// Peak memory is the whole process's, so each round of each way has one of its own.
function inChild(way: Way): Outcome {
  const script = process.argv[1] ?? ''
  const child = spawnSync(process.execPath, [script, `--million=${way}`], { encoding: 'utf8' })
  if (child.status !== 0) throw new Error(`a million tasks (${way}) failed: ${child.stderr}`)
  return JSON.parse(child.stdout) as Outcome
}

// The least of some rounds, taken in turn, as what else the machine does only ever adds.
function leastOfEach(): Record<Way, Outcome> {
  const least = (a: Outcome, b: Outcome): Outcome => ({
    seconds: Math.min(a.seconds, b.seconds),
    peakMebibytes: Math.min(a.peakMebibytes, b.peakMebibytes),
  })
  let [native, loop] = [inChild('native'), inChild('loop')]
  for (let round = 1; round < ROUNDS; round += 1) {
    native = least(native, inChild('native'))
    loop = least(loop, inChild('loop'))
  }
  return { native, loop }
}

/** A million tasks that sleep ten seconds, against native promises and timers. */
export const millionBench: Bench = {
  name: 'million',
  run: () => {
    const { native, loop } = leastOfEach()
    return Promise.resolve([
      { name: '1,000,000 sleeping tasks: peak memory', value: loop.peakMebibytes, unit: 'MiB' },
      {
        name: '1,000,000 sleeping promises: peak memory',
        value: native.peakMebibytes,
        unit: 'MiB',
      },
      {
        name: '1,000,000 sleeping: memory, loop ÷ native',
        value: loop.peakMebibytes / native.peakMebibytes,
        unit: '×',
        bound: { kind: 'at-most', value: 0.45 },
      },
      {
        name: '1,000,000 sleeping tasks: time',
        value: loop.seconds,
        unit: 's',
        bound: { kind: 'at-most', value: 10.5 },
      },
      { name: '1,000,000 sleeping promises: time', value: native.seconds, unit: 's' },
    ])
  },
}
