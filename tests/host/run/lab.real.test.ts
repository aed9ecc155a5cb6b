import { writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { hasOutcome } from '../../../src/engine/result/has-outcome'
import { resultSchema } from '../../../src/engine/result/result'
import { specSchema, type Spec } from '../../../src/engine/spec/spec'
import { startNodeProcess } from '../../../src/engine/process/start-node-process'
import { Lab } from '../../../src/host/run/lab'
import { scratch } from '../../scratch'

const engineFolder = resolve(import.meta.dirname, '../../../out/main')
const lab = new Lab({ engineFolder, filesFolder: import.meta.dirname })

const spec = (changes: object = {}): Spec =>
  specSchema.parse({
    name: 'brief',
    workload: { kind: 'wait', waitMs: 5 },
    concurrency: 4,
    workers: 2,
    durationMs: 300,
    warmupMs: 20,
    contenders: ['event-loop', 'thread-pool'],
    seed: 1,
    blocks: 1,
    ...changes,
  })

test('a run reports its progress in order and ends with its result', async () => {
  const kinds: string[] = []
  const result = await lab.run(spec(), { onProgress: ({ kind }) => kinds.push(kind) })
  expect(result.status).toBe('complete')
  const steps = kinds.filter((kind) => kind !== 'sampled')
  // A block in which the machine stood still is begun again.
  const isAgain = (at: number): boolean =>
    steps[at] === 'block-started' && steps[at - 1] === steps[at]
  expect(steps.filter((_, at) => !isAgain(at))).toEqual([
    'prepared',
    'block-started',
    'block-finished',
    'contender-finished',
    'block-started',
    'block-finished',
    'contender-finished',
  ])
  expect(kinds).toContain('sampled')
})

test('cancelling keeps what was measured and marks it partial', async () => {
  const controller = new AbortController()
  const result = await lab.run(spec({ durationMs: 600_000 }), {
    signal: controller.signal,
    onProgress: (progress) => {
      const isMeasuring = progress.kind === 'sampled' && progress.phase === 'measuring'
      if (isMeasuring && progress.completed > 0) controller.abort()
    },
  })
  expect(result.status).toBe('partial')
  expect(result.contenders.map(({ status }) => status)).toEqual(['partial', 'not-run'])
})

test('a run that is cancelled before it starts measures nothing', async () => {
  // As long as it takes: how quickly it is ended from outside, `followEngine` is tried with.
  const patient = new Lab({
    engineFolder,
    filesFolder: import.meta.dirname,
    cancelGraceMs: 100_000_000,
  })
  const result = await patient.run(spec({ durationMs: 600_000 }), { signal: AbortSignal.abort() })
  expect(result.status).toBe('partial')
  expect(hasOutcome(result)).toBe(false)
})

test('a files spec without a folder gets the one that the shell has, and the result names it', async () => {
  const { spec: ran } = await lab.run(spec({ workload: { kind: 'files' } }))
  expect(ran.workload).toEqual({ kind: 'files', path: import.meta.dirname })
})

test('a files spec with a folder that is missing is refused before anything starts', async () => {
  const workload = { kind: 'files', path: '/no/such/folder' }
  await expect(lab.run(spec({ workload }))).rejects.toMatchObject({
    name: 'InputError',
    field: 'workload.path',
    message: 'workload.path: the folder `/no/such/folder` does not exist',
  })
})

test('an http run starts the loopback service and ends it', async () => {
  const ended: string[] = []
  const watched = new Lab({
    engineFolder,
    filesFolder: import.meta.dirname,
    startProcess: (file, options) => {
      const started = startNodeProcess(file, options)
      void started.ended.then(() => ended.push(basename(file)))
      return started as never
    },
  })
  const workload = { kind: 'http', waitMs: 2 }
  const result = await watched.run(spec({ workload }))
  expect(result.contenders.map(({ status }) => status)).toEqual(['measured', 'measured'])
  // What the service uses is told by itself, where the system tells it, and is nobody's figure.
  if (result.machine.otherCores !== null) expect(result.machine.serviceCores).toBeGreaterThan(0)
  expect(ended.sort()).toEqual(['engine-process.cjs', 'http-service.cjs'])
})

test('a sweep runs its points in order and says at which one it is', async () => {
  const steps = new Set<string>()
  const sweep = await lab.sweep(spec(), 'concurrency', [1, 8], {
    onProgress: (_, { index, count, value }) => steps.add(`${index}/${count} ${value}`),
  })
  expect([...steps]).toEqual(['0/2 1', '1/2 8'])
  expect(sweep.points.map(({ value }) => value)).toEqual([1, 8])
  expect(sweep.status).toBe('complete')
})

/** A lab with another coordinating thread, which may take 50 ms to end after a cancellation. */
const labWith = async (source: string): Promise<Lab> => {
  const folder = await scratch()
  const engine = join(engineFolder, 'engine-process.cjs')
  await writeFile(join(folder, 'engine-process.cjs'), `require(${JSON.stringify(engine)})`)
  await writeFile(join(folder, 'coordinator-thread.cjs'), source)
  return new Lab({ engineFolder: folder, filesFolder: folder, cancelGraceMs: 50 })
}

/** The real coordinator, after something else. */
const coordinatorAfter = (source: string): string => `
  const { parentPort, workerData } = require('node:worker_threads')
  workerData.engineFolder = ${JSON.stringify(engineFolder)}
  ${source}
  require(${JSON.stringify(join(engineFolder, 'coordinator-thread.cjs'))})`

/**
 * Hangs for ever as a block begins, so that it does not stop when told: which block goes on then is
 * no matter of time.
 *
 * @param isTheOne an expression of how many blocks have `begun`, and of the order
 */
const hangsInBlock = (isTheOne: string): string =>
  coordinatorAfter(`const post = parentPort.postMessage.bind(parentPort)
    let begun = 0
    parentPort.postMessage = (message) => {
      post(message)
      if (message.kind === 'slot-started') begun += 1
      while (message.progress?.kind === 'block-started' && ${isTheOne});
    }`)

test('a coordinating thread that fails or ends without a result is an error, not a hang', async () => {
  for (const [source, message] of [
    ['throw new Error("broken")', 'The measuring engine failed: broken'],
    ['process.exit(3)', 'The measuring engine failed: it ended without a result (code 3)'],
  ] as const) {
    const broken = await labWith(source)
    await expect(broken.run(spec())).rejects.toMatchObject({ name: 'RunError', message })
  }
})

test('an engine that is killed in mid-run loses the block that was measured and nothing else', async () => {
  const kill = "process.kill(process.pid, 'SIGKILL')"
  const killed = await labWith(
    coordinatorAfter(`const post = parentPort.postMessage.bind(parentPort)
      let begun = 0
      parentPort.postMessage = (message) => {
        post(message)
        if (message.kind === 'slot-started' && ++begun === 2) setTimeout(() => { ${kill} }, 50)
      }`),
  )
  const contenders = ['event-loop', 'thread-pool', 'sequential']
  const result = resultSchema.parse(await killed.run(spec({ contenders })))
  expect(result.status).toBe('partial')
  const statuses = result.order.flat().map((slot) => result.contenders.find((c) => c.name === slot))
  const error =
    'The process of the measuring engine ended (SIGKILL, as the system does where memory runs out)'
  expect(statuses).toMatchObject([
    { status: 'measured' },
    { status: 'failed', error },
    { status: 'not-run' },
  ])
})

test('what a coordinating thread had told of is kept where it does not stop when told', async () => {
  // Of two contenders and the check there were two blocks each.
  const slow = await labWith(hangsInBlock('begun === 7'))
  const controller = new AbortController()
  const result = await slow.run(spec({ blocks: 8, durationMs: 800 }), {
    signal: controller.signal,
    onProgress: (progress) => {
      if (progress.kind === 'block-started' && progress.block.index === 2) controller.abort()
    },
  })
  expect(resultSchema.parse(result).status).toBe('partial')
  for (const contender of result.contenders) {
    if (contender.status !== 'partial') throw new Error(`${contender.name}: ${contender.status}`)
    expect(contender.figures?.blocks.map(({ round }) => round)).toEqual([0, 1])
    expect(contender.figures?.completed).toBeGreaterThan(0)
  }
  expect(result.selfCheck?.blocks.map(({ round }) => round)).toEqual([0, 1])
})

test('a contender whose only block did not stop when told was cut short, with no figures', async () => {
  const slow = await labWith(hangsInBlock('begun === 2'))
  const controller = new AbortController()
  const contenders = ['event-loop', 'thread-pool', 'sequential']
  const result = await slow.run(spec({ contenders }), {
    signal: controller.signal,
    onProgress: (progress) => {
      if (progress.kind === 'block-started' && progress.contender === 'thread-pool')
        controller.abort()
    },
  })
  expect(resultSchema.parse(result)).toMatchObject({
    status: 'partial',
    contenders: [
      { name: 'event-loop', status: 'measured' },
      { name: 'thread-pool', status: 'partial', figures: null },
      { name: 'sequential', status: 'not-run' },
    ],
  })
})

test('a sweep keeps its points where the one that was going on does not stop when told', async () => {
  const slow = await labWith(hangsInBlock('workerData.spec.concurrency === 8'))
  const controller = new AbortController()
  const sweep = await slow.sweep(spec(), 'concurrency', [1, 8, 16], {
    signal: controller.signal,
    onProgress: (progress, { index }) => {
      if (index === 1 && progress.kind === 'block-started') controller.abort()
    },
  })
  expect(sweep.status).toBe('partial')
  expect(sweep.points[0]?.result.status).toBe('complete')
  expect(sweep.points.map(({ value }) => value)).toEqual([1, 8])
})

test('a coordinating thread that had not begun and does not stop when told is ended', async () => {
  const stubborn = await labWith('for (;;) {}')
  const signal = AbortSignal.abort()
  await expect(stubborn.run(spec(), { signal })).rejects.toMatchObject({ reason: 'not-stopped' })
})
