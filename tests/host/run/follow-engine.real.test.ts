import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { FromEngine, ToEngine } from '../../../src/engine/process/engine-message'
import { startNodeProcess } from '../../../src/engine/process/start-node-process'
import { followEngine } from '../../../src/host/run/engine/follow-engine'
import { scratch } from '../../scratch'

interface Step {
  readonly kind: 'step'
  readonly number: number
}

interface Options {
  readonly signal?: AbortSignal
  readonly graceMs?: number
  readonly onStep?: () => void
}

/**
 * Follows a process that runs this source once it has its order; its steps so far make a result
 * once there is one.
 */
async function follow(
  source: string,
  { signal, graceMs, onStep }: Options = {},
): Promise<{ readonly result: Promise<string>; readonly steps: readonly number[] }> {
  const steps: number[] = []
  const folder = await scratch()
  const file = join(folder, 'engine.cjs')
  await writeFile(file, `process.once('message', () => { ${source} })`)
  const engine = startNodeProcess<ToEngine, FromEngine<Step, string>>(file, { title: 'testing' })
  const result = followEngine<Step, string>(engine, {
    order: { thread: 'cost', engineFolder: folder, order: null },
    title: 'testing engine',
    hear: ({ number }) => {
      steps.push(number)
      onStep?.()
    },
    soFar: (fault) => {
      if (steps.length === 0) return null
      return `steps ${steps.join()}${fault === null ? '' : `, then: ${fault}`}`
    },
    signal,
    graceMs,
  })
  // It is awaited later, and may be rejected before.
  result.catch(() => undefined)
  return { result, steps }
}

const tell = (...numbers: number[]): string =>
  numbers.map((number) => `process.send({ kind: 'step', number: ${number} })`).join('\n')

const finish = `process.send({ kind: 'finished', result: 'whole' })`

test('what an engine tells is heard in order before its result', async () => {
  const { result, steps } = await follow(`${tell(1, 2, 3)}\n${finish}`)
  expect(await result).toBe('whole')
  expect(steps).toEqual([1, 2, 3])
})

test.each([
  [
    `process.send({ kind: 'failed', message: 'no folder', stack: 'there' })`,
    { reason: 'failed', message: 'no folder', stack: 'there' },
  ],
  [
    `process.send({ kind: 'died', message: 'broken', stack: 'there' })`,
    { reason: 'died', message: 'The testing engine failed: broken', stack: 'there' },
  ],
  [
    `throw new Error('broken')`,
    { message: 'The process of the testing engine ended (code 1: Error: broken)' },
  ],
  [`process.exit(3)`, { message: 'The process of the testing engine ended (code 3)' }],
  [
    `process.kill(process.pid, 'SIGKILL')`,
    {
      reason: 'died',
      message:
        'The process of the testing engine ended (SIGKILL, as the system does where memory runs out)',
    },
  ],
])('an engine that does `%s` is an error, not a hang', async (source, error) => {
  const { result } = await follow(source)
  await expect(result).rejects.toMatchObject({ name: 'RunError', ...error })
})

test('what an engine told of before it was killed is the result, with the reason', async () => {
  const killed = `${tell(1, 2)}\nsetTimeout(() => process.kill(process.pid, 'SIGKILL'), 50)`
  const { result } = await follow(killed)
  expect(await result).toMatch(/^steps 1,2, then: The process of the testing engine ended/)
})

test('an engine that stops when told gives its own result', async () => {
  const controller = new AbortController()
  const { result } = await follow(`process.on('message', () => { ${finish} })\n${tell(1)}`, {
    signal: controller.signal,
    graceMs: 60_000,
    onStep: () => {
      controller.abort()
    },
  })
  expect(await result).toBe('whole')
})

test('an engine that does not stop when told is ended, and what it told of is the result', async () => {
  const controller = new AbortController()
  const hangs = `process.on('message', () => { for (;;) {} })\n${tell(1, 2)}`
  const { result } = await follow(hangs, {
    signal: controller.signal,
    graceMs: 50,
    onStep: () => {
      controller.abort()
    },
  })
  expect(await result).toBe('steps 1,2')
})

test('an engine that has heard that it is to stop gets more time, and not for ever', async () => {
  const heard = `process.send({ kind: 'cancel-heard' })`
  const stop = async (onMessage: string): Promise<string> => {
    const controller = new AbortController()
    const { result } = await follow(`process.on('message', () => { ${onMessage} })\n${tell(1)}`, {
      signal: controller.signal,
      graceMs: 2_000,
      onStep: () => {
        controller.abort()
      },
    })
    return result
  }
  const [late, never] = await Promise.all([
    stop(`${heard}\nsetTimeout(() => ${finish}, 3_000)`),
    stop(heard),
  ])
  expect(late).toBe('whole')
  expect(never).toBe('steps 1')
})

test('an engine that does not stop when told and told of nothing is an error', async () => {
  const { result } = await follow('for (;;) {}', { signal: AbortSignal.abort(), graceMs: 50 })
  await expect(result).rejects.toMatchObject({
    reason: 'not-stopped',
    message: 'The testing engine did not stop when told to and was ended',
  })
})
