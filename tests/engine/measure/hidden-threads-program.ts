import { pbkdf2 } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { QueueProbe, startHiddenThreads } from '../../../src/engine/measure/hidden-threads'
import { uvThreadsOf } from '../../../src/engine/measure/uv-threads'

// Says which threads libuv has here; with `waiting` also how long a task waits while they are idle,
// and while each has much to do.

const hash = promisify(pbkdf2)
const signal = new AbortController().signal

async function waited(): Promise<{ readonly meanMs: number; readonly count: number }> {
  const probe = new QueueProbe('work')
  probe.begin()
  await delay(70)
  await probe.settled(signal)
  return probe.latency
}

async function run(): Promise<void> {
  const uvThreads = uvThreadsOf(process.env.UV_THREADPOOL_SIZE)
  const { tids } = await startHiddenThreads(uvThreads, 'work')
  if (process.argv[2] !== 'waiting') {
    say({ tids })
    return
  }
  const idle = await waited()
  const work = Promise.all(
    Array.from({ length: uvThreads }, () => hash('password', 'salt', 300_000, 32, 'sha512')),
  )
  const busy = await waited()
  await work
  say({ tids, idleMs: idle.meanMs, busyMs: busy.meanMs, count: busy.count })
}

function say(seen: object): void {
  process.stdout.write(JSON.stringify(seen))
}

void run()
