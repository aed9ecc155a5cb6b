import { control, createTask, getRunningLoop, print, share, sleep, work } from 'corewise'
import type { Coroutine } from 'corewise'

// One client of a closed load: a finished job is replaced at once.
function* client(cpuMs: number, untilMs: number): Coroutine<number> {
  const loop = getRunningLoop()
  let jobs = 0
  while (loop.time() < untilMs) {
    yield* sleep(20)
    work(cpuMs)
    jobs += 1
  }
  return jobs
}

function* load(clients: number, cpuMs: number): Coroutine<number> {
  const loop = getRunningLoop()
  const startMs = loop.time()
  const tasks = Array.from({ length: clients }, () => createTask(client(cpuMs, startMs + 1_000)))
  let jobs = 0
  for (const task of tasks) jobs += yield* task
  const seconds = (loop.time() - startMs) / 1_000
  return Math.round(jobs / seconds)
}

export function* main(): Coroutine<void> {
  const cpuMs = control('cpuMs', 1)
  const few = yield* load(10, cpuMs)
  print(`10 jobs in flight: ${few} a second`)
  const many = yield* load(20, cpuMs)
  print(`20 jobs in flight: ${many} a second`)
  share('times as many', (many / few).toFixed(0))
}
