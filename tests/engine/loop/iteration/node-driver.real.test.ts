import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { readFile as readFileWithCallback } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createTask,
  fromPromise,
  gather,
  getRunningLoop,
  nodeHost,
  run,
  sleep,
  type Coroutine,
  type Host,
} from '../../../../src/engine/loop'

/** Spins on `sleep(0)` until `isOver`, and gives the number of its turns. */
function* spin(isOver: () => boolean) {
  let iterations = 0
  while (!isOver()) {
    yield* sleep(0)
    iterations += 1
  }
  return iterations
}

describe('while tasks spin on sleep(0)', () => {
  test('a socket, a file and a timer of Node are served while tasks spin on sleep(0)', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'scratch-'))
    const path = join(folder, 'file.txt')
    await writeFile(path, 'text of the file')
    const server = createServer((socket) => socket.end('text of the socket'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const served = new Set<string>()
    const isOver = () => served.size === 3
    function* main() {
      const { port } = server.address() as AddressInfo
      connect(port, '127.0.0.1').on('data', (data) => served.add(String(data)))
      readFileWithCallback(path, 'utf8', (_, text) => served.add(text))
      setTimeout(() => served.add('timer'), 5)
      return yield* gather([spin(isOver), spin(isOver), spin(isOver)])
    }
    const iterations = await run(main())
    expect(served).toEqual(new Set(['text of the socket', 'text of the file', 'timer']))
    // They all went on meanwhile, and none more than the others.
    expect(Math.min(...iterations)).toBeGreaterThan(1)
    expect(Math.max(...iterations) - Math.min(...iterations)).toBeLessThanOrEqual(1)
    server.close()
    await rm(folder, { recursive: true })
  })

  test('promises settle while tasks spin on sleep(0)', async () => {
    let settled = 0
    const next = (): Promise<void> =>
      new Promise((resolve) => setImmediate(resolve)).then(() => {
        settled += 1
        return settled < 20 ? next() : undefined
      })
    function* main() {
      void next()
      return yield* spin(() => settled === 20)
    }
    expect(await run(main())).toBeGreaterThan(20)
  })

  test('a promise that a task awaits wakes it while others spin on sleep(0)', async () => {
    function* main() {
      let isOver = false
      const spinning = createTask(spin(() => isOver))
      const text = yield* fromPromise(readFile(import.meta.filename, 'utf8'))
      isOver = true
      yield* spinning
      return text
    }
    expect(await run(main())).toContain('a promise that a task awaits wakes it')
  })
})

describe('in real time', () => {
  test('timers do not fire early', async () => {
    const early: number[] = []
    function* main() {
      const loop = getRunningLoop()
      function* sleeping(ms: number) {
        const dueMs = loop.time() + ms
        yield* sleep(ms)
        if (loop.time() < dueMs) early.push(ms)
      }
      yield* gather(Array.from({ length: 60 }, (_, i) => sleeping(i / 3)))
    }
    await run(main())
    expect(early).toEqual([])
  })

  test('one timer of Node at most is armed, and none is left', async () => {
    let armed = 0
    let mostArmed = 0
    const host: Host = {
      ...nodeHost,
      setTimer: (delayMs, callback) => {
        armed += 1
        mostArmed = Math.max(mostArmed, armed)
        return nodeHost.setTimer(delayMs, () => {
          armed -= 1
          callback()
        })
      },
      clearTimer: (timer) => {
        armed -= 1
        nodeHost.clearTimer(timer)
      },
    }
    function* main() {
      const outside = fromPromise(new Promise((resolve) => setTimeout(resolve, 4)))
      yield* gather([sleep(3), sleep(1), sleep(7), outside, sleep(5), sleep(2)])
    }
    await run(main(), { host })
    expect([mostArmed, armed]).toEqual([1, 0])
  })

  test('an idle loop uses next to no CPU, and takes no iterations', async () => {
    const cpuOf = async (main: () => Coroutine<unknown>): Promise<number> => {
      const before = process.cpuUsage()
      await run(main())
      const { user, system } = process.cpuUsage(before)
      return user + system
    }
    let iterations = 0
    function* idle() {
      getRunningLoop().addInstrument({ iterationBegun: () => (iterations += 1) })
      yield* sleep(200)
    }
    function* busy() {
      const loop = getRunningLoop()
      const endMs = loop.time() + 200
      yield* spin(() => loop.time() >= endMs)
    }
    const idleUs = await cpuOf(idle)
    const busyUs = await cpuOf(busy)
    expect(idleUs).toBeLessThan(busyUs / 3)
    // One or two to wake up, two to shut down.
    expect(iterations).toBeLessThan(10)
  })
})

describe('the host of Node', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test('the host of Node does not arm a timer for too short a time, nor for longer than Node can', () => {
    const armed = vi.spyOn(globalThis, 'setTimeout')
    for (const delayMs of [0.2, 10, 10.4, 2 ** 40, Infinity]) {
      nodeHost.clearTimer(nodeHost.setTimer(delayMs, () => undefined))
    }
    expect(armed.mock.calls.map(([, delayMs]) => delayMs)).toEqual([
      1,
      10,
      11,
      2 ** 31 - 1,
      2 ** 31 - 1,
    ])
  })

  test('the host of Node does not call in place', () => {
    let isCalled = false
    nodeHost.cede(() => (isCalled = true))
    nodeHost.setTimer(0, () => (isCalled = true))
    expect(isCalled).toBe(false)
  })

  test('prints what nobody took, with the error if there is one', () => {
    const printed = vi.spyOn(console, 'error').mockReturnValue(undefined)
    const error = new Error('no')
    nodeHost.report('lost', error)
    nodeHost.report('slow', undefined)
    expect(printed.mock.calls).toEqual([['lost', error], ['slow']])
  })
})
