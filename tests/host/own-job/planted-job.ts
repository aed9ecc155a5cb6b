import { join } from 'node:path'

/** What one job of the planted file saw of itself. Milliseconds. */
export interface SeenJob {
  readonly variant: 'blocking' | 'job'
  /** Whether no other job was under way meanwhile. */
  readonly isAlone: boolean
  /** CPU time of its computing. */
  readonly cpuMs: number
  /** From its begin to its end. */
  readonly passedMs: number
}

/** What is planted, as in the preset `mixed`: half of the computing before and after the wait. */
export const WAIT_MS = 18
export const CPU_MS = 2

const workPath = join(import.meta.dirname, '../../../src/engine/workload/cpu')

/**
 * A job that does the same work as one of the preset `mixed`, so many rounds of it, and notes what
 * each job saw of itself; `after` writes that to a file.
 */
export function plantedTypeScript(rounds: number, seenPath: string): string {
  return `import { writeFileSync } from 'node:fs'
import { work } from ${JSON.stringify(workPath)}

const cell = new Int32Array(new SharedArrayBuffer(4))
const seen: unknown[] = []
let under = 0
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
function begin(variant: string) {
  under += 1
  return { variant, isAlone: under === 1, cpuMs: 0, began: performance.now() }
}
type Job = ReturnType<typeof begin>
function compute(job: Job): void {
  const before = cpuMs()
  work(${Math.round(rounds / 2)})
  job.cpuMs += cpuMs() - before
}
function end({ began, ...job }: Job): void {
  under -= 1
  seen.push({ ...job, isAlone: job.isAlone && under === 0, passedMs: performance.now() - began })
}
export function blocking(): void {
  const own = begin('blocking')
  compute(own)
  Atomics.wait(cell, 0, 0, ${WAIT_MS})
  compute(own)
  end(own)
}
export async function job(): Promise<void> {
  const own = begin('job')
  compute(own)
  await new Promise((resolve) => setTimeout(resolve, ${WAIT_MS}))
  compute(own)
  end(own)
}
export const after = (): void => writeFileSync(${JSON.stringify(seenPath)}, JSON.stringify(seen))
`
}

/** The same in Python, whose work is Python's own. */
export function plantedPython(rounds: number, seenPath: string): string {
  return `import asyncio, json, time
from corewise_contender.work import work

seen = []
under = 0

def begin(variant):
    global under
    under += 1
    return {"variant": variant, "isAlone": under == 1, "cpuMs": 0, "passedMs": -time.perf_counter() * 1000}

def compute(own):
    before = time.process_time()
    work(${Math.round(rounds / 2)})
    own["cpuMs"] += (time.process_time() - before) * 1000

def end(own):
    global under
    under -= 1
    own["isAlone"] = own["isAlone"] and under == 0
    own["passedMs"] += time.perf_counter() * 1000
    seen.append(own)

def blocking(given):
    own = begin("blocking")
    compute(own)
    time.sleep(${WAIT_MS / 1_000})
    compute(own)
    end(own)

async def job(given):
    own = begin("job")
    compute(own)
    await asyncio.sleep(${WAIT_MS / 1_000})
    compute(own)
    end(own)

def after():
    with open(${JSON.stringify(seenPath)}, "w") as file:
        json.dump(seen, file)
`
}
