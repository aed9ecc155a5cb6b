import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { followThread } from '../../../src/host/run/follow-thread'

interface Step {
  readonly kind: 'step'
  readonly number: number
}

/** Follows a thread that runs this source; its steps so far make a result once there is one. */
function follow(
  source: string,
  options: {
    readonly signal?: AbortSignal
    readonly graceMs?: number
    readonly workerData?: unknown
    readonly onStep?: () => void
  } = {},
): { readonly result: Promise<string>; readonly steps: readonly number[] } {
  const steps: number[] = []
  const { workerData, onStep, signal, graceMs } = options
  const port = `const { parentPort, workerData } = require('node:worker_threads')\n`
  const result = followThread<Step, string>(new Worker(port + source, { eval: true, workerData }), {
    title: 'testing thread',
    hear: ({ number }) => {
      steps.push(number)
      onStep?.()
    },
    soFar: () => (steps.length === 0 ? null : `steps ${steps.join()}`),
    signal,
    graceMs,
  })
  return { result, steps }
}

const tell = (...numbers: number[]): string =>
  numbers.map((number) => `parentPort.postMessage({ kind: 'step', number: ${number} })`).join('\n')

const finish = `parentPort.postMessage({ kind: 'finished', result: 'whole' })`

test('what a thread tells is heard in order before its result', async () => {
  const { result, steps } = follow(`${tell(1, 2, 3)}\n${finish}`)
  expect(await result).toBe('whole')
  expect(steps).toEqual([1, 2, 3])
})

test.each([
  [
    `parentPort.postMessage({ kind: 'failed', message: 'no folder', stack: 'there' })`,
    { reason: 'failed', message: 'no folder', stack: 'there' },
  ],
  [`throw new Error('broken')`, { reason: 'died', message: 'The testing thread failed: broken' }],
  [
    `${tell(1)}\nprocess.exit(3)`,
    { reason: 'died', message: 'The testing thread ended without a result (code 3)' },
  ],
])('a thread that does `%s` is an error, not a hang', async (source, error) => {
  await expect(follow(source).result).rejects.toMatchObject({ name: 'RunError', ...error })
})

test('a thread that stops when told gives its own result', async () => {
  const controller = new AbortController()
  const { result } = follow(`parentPort.on('message', () => { ${finish} })\n${tell(1)}`, {
    signal: controller.signal,
    graceMs: 60_000,
    onStep: () => {
      controller.abort()
    },
  })
  expect(await result).toBe('whole')
})

test('a thread that does not stop when told is ended, and what it told of is the result', async () => {
  const controller = new AbortController()
  const hangs = `parentPort.on('message', () => { for (;;) {} })\n${tell(1, 2)}`
  const { result } = follow(hangs, {
    signal: controller.signal,
    graceMs: 50,
    onStep: () => {
      controller.abort()
    },
  })
  expect(await result).toBe('steps 1,2')
})

test('a thread that does not stop when told and told of nothing is an error', async () => {
  const { result } = follow('for (;;) {}', { signal: AbortSignal.abort(), graceMs: 50 })
  await expect(result).rejects.toMatchObject({
    reason: 'not-stopped',
    message: 'The testing thread did not stop when told to and was ended',
  })
})

test('a result that came in time counts, though its host was too busy to see it', async () => {
  const controller = new AbortController()
  const isPosted = new Int32Array(new SharedArrayBuffer(4))
  const source = `parentPort.on('message', () => {
    ${finish}
    Atomics.store(workerData, 0, 1)
    Atomics.notify(workerData, 0)
  })
  ${tell(1)}`
  const { result } = follow(source, {
    signal: controller.signal,
    graceMs: 0,
    workerData: isPosted,
    onStep: () => {
      // Outside of the handler, after which the next message would be taken at once.
      setImmediate(() => {
        controller.abort()
        Atomics.wait(isPosted, 0, 0)
        Atomics.wait(isPosted, 0, 1, 20)
      })
    },
  })
  expect(await result).toBe('whole')
})
