import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { CostOrder } from '../../../src/engine/cost/cost-message'
import { costSchema } from '../../../src/engine/cost/cost-result'
import { milliseconds } from '../../../src/engine/measure/statistics/quantity'
import { startNodeProcess } from '../../../src/engine/process/start-node-process'
import { hasFailed } from '../../../src/engine/survey'
import { readEnvironment } from '../../../src/engine/measure/machine/read-environment'
import { costNotes } from '../../../src/report/survey/cost-caption'
import { measureCost } from '../../../src/host/run/engine/measure-cost'
import { scratch } from '../../scratch'

const built = resolve(import.meta.dirname, '../../../out/main')

const orderIn = (engineFolder: string): CostOrder => ({
  engineFolder,
  environment: readEnvironment({ version: '0.0.0', commit: null }),
  spec: {
    rounds: 500,
    seed: 7,
    windowMs: milliseconds(60),
    switchMs: milliseconds(2),
    concurrency: 8,
    workers: 1,
  },
})

/** An order for another measuring thread. */
const orderFor = async (source: string): Promise<CostOrder> => {
  const folder = await scratch()
  const engine = join(built, 'engine-process.cjs')
  await writeFile(join(folder, 'engine-process.cjs'), `require(${JSON.stringify(engine)})`)
  await writeFile(join(folder, 'cost-thread.cjs'), source)
  return orderIn(folder)
}

/** The real measuring thread, except that it hangs for ever once it is told to stop. */
const hangsOnCancel = `
  const { parentPort, workerData } = require('node:worker_threads')
  workerData.engineFolder = ${JSON.stringify(built)}
  parentPort.on('message', () => { for (;;) {} })
  require(${JSON.stringify(join(built, 'cost-thread.cjs'))})`

test.each([
  ['stops when told', () => Promise.resolve(orderIn(built)), undefined],
  ['does not stop when told', () => orderFor(hangsOnCancel), 50],
])(
  'a cancelled measurement that %s keeps its rounds, marked partial',
  async (_, order, graceMs) => {
    const controller = new AbortController()
    const { signal } = controller
    const onProgress = ({ round }: { readonly round: number }): void => {
      if (round === 2) controller.abort()
    }
    const result = costSchema.parse(
      await measureCost(await order(), startNodeProcess, { signal, onProgress }, graceMs),
    )
    expect(result.status).toBe('partial')
    for (const { name, roundsNs, roundsCpuNs } of result.costs) {
      expect(roundsNs.length, name).toBeGreaterThanOrEqual(2)
      expect(roundsNs.length, name).toBeLessThan(500)
      expect(roundsCpuNs).toHaveLength(roundsNs.length)
    }
  },
)

/** The real measuring thread, whose process is killed once that round begins. */
const diesInRound = (round: number): string => `
  const { parentPort, workerData } = require('node:worker_threads')
  workerData.engineFolder = ${JSON.stringify(built)}
  const post = parentPort.postMessage.bind(parentPort)
  parentPort.postMessage = (message) => {
    post(message)
    if (message.progress?.round === ${round}) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 50)
  }
  require(${JSON.stringify(join(built, 'cost-thread.cjs'))})`

test('a measurement whose process dies keeps its rounds and says what happened', async () => {
  const result = costSchema.parse(
    await measureCost(await orderFor(diesInRound(2)), startNodeProcess),
  )
  expect(result.status).toBe('partial')
  expect(result.interruption).toMatch(/^The process of the measuring engine ended \(SIGKILL/)
  for (const { name, roundsNs } of result.costs) {
    expect(roundsNs.length, name).toBeGreaterThanOrEqual(1)
  }
  expect(costNotes(result)[0]).toMatchObject({ tone: 'fault' })
  expect(hasFailed(result)).toBe(true)
})

test('a measurement whose process dies before anything was measured is an error', async () => {
  const outcome = measureCost(
    await orderFor('process.kill(process.pid, "SIGKILL")'),
    startNodeProcess,
  )
  await expect(outcome).rejects.toMatchObject({ reason: 'died' })
})

test('a measurement that had not begun and does not stop when told is ended', async () => {
  const outcome = measureCost(
    await orderFor('for (;;) {}'),
    startNodeProcess,
    { signal: AbortSignal.abort() },
    50,
  )
  await expect(outcome).rejects.toMatchObject({
    reason: 'not-stopped',
    message: 'The measuring engine did not stop when told to and was ended',
  })
})
