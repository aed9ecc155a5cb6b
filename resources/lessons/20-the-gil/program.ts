import { asyncWith, control, getRunningLoop, Lock, print } from 'corewise'
import { Semaphore, share, sleep, TaskGroup } from 'corewise'
import type { Coroutine } from 'corewise'

const CORES = 2

// A job that computes 100 ms in a thread. Where its process has a lock, it holds that meanwhile.
function* job(name: string, lock: Lock, cores: Semaphore): Coroutine<void> {
  yield* asyncWith(lock, function* () {
    yield* asyncWith(cores, function* () {
      yield* sleep(100)
    })
  })
  print(`${name} is done`)
}

export function* main(): Coroutine<void> {
  const loop = getRunningLoop()
  const cores = new Semaphore(CORES)
  // Each process has a lock of its own, the GIL.
  const locks = Array.from({ length: control('processes', 1) }, () => new Lock())
  yield* asyncWith(new TaskGroup(), function* (group) {
    for (let n = 0; n < 4; n += 1) {
      const [name, lock] = [`job ${n + 1}`, locks[n % locks.length] ?? new Lock()]
      group.createTask(job(name, lock, cores), { name })
    }
  })
  const tookMs = Math.round(loop.time())
  print(`four jobs took ${tookMs} ms`)
  share('took, ms', tookMs)
}
