import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { CostMessage, CostOrder } from '../../../src/engine/cost/cost-message'
import { costNames, costSchema, type CostResult } from '../../../src/engine/cost/cost-result'
import { drawOrder } from '../../../src/engine/cost/run-cost'
import { milliseconds } from '../../../src/engine/measure/statistics/quantity'
import { readEnvironment } from '../../../src/engine/measure/machine/read-environment'
import type { HostMessage } from '../../../src/engine/process/work-for-host'
import { engineFolder } from '../run/built-run'

const order = (rounds: number): CostOrder => ({
  engineFolder,
  environment: readEnvironment({ version: '0.0.0', commit: null }),
  spec: {
    rounds,
    seed: 7,
    windowMs: milliseconds(60),
    switchMs: milliseconds(2),
    concurrency: 8,
    workers: 1,
  },
})

/** Runs the built thread to its end; `onProgress` is given a way to cancel it. */
function measured(rounds: number, onProgress?: (cancel: () => void) => void): Promise<CostResult> {
  const thread = new Worker(join(engineFolder, 'cost-thread.cjs'), { workerData: order(rounds) })
  const cancel = () => {
    thread.postMessage('cancel' satisfies HostMessage)
  }
  return new Promise((resolve, reject) => {
    let result: CostResult | undefined
    thread.on('message', (message: CostMessage) => {
      if (message.kind === 'progress') onProgress?.(cancel)
      else if (message.kind === 'finished') result = message.result
      else if (message.kind === 'failed') reject(new Error(message.message))
    })
    thread.on('error', reject)
    thread.on('exit', () => {
      if (result === undefined) reject(new Error('no result'))
      else resolve(result)
    })
  })
}

test('every cost is measured once a round by the clock and by CPU time, and its threads end', async () => {
  const result = costSchema.parse(await measured(2))
  expect(result.status).toBe('complete')
  expect(result.costs.map(({ name }) => name)).toEqual(costNames)
  for (const { roundsNs, roundsCpuNs } of result.costs) {
    expect(roundsNs).toHaveLength(2)
    expect(roundsCpuNs).toHaveLength(2)
    expect(Math.min(...roundsNs, ...roundsCpuNs)).toBeGreaterThan(0)
  }
})

test('a survey that is cancelled keeps what it measured until then, marked partial', async () => {
  let progressed = 0
  const result = costSchema.parse(
    await measured(500, (cancel) => {
      progressed += 1
      if (progressed === 4) cancel()
    }),
  )
  expect(result.status).toBe('partial')
  const rounds = result.costs.reduce((sum, { roundsNs }) => sum + roundsNs.length, 0)
  expect(rounds).toBeGreaterThan(2)
  expect(rounds).toBeLessThan(500 * costNames.length)
})

test('the order is drawn from the seed, holds each cost once a round and differs between rounds', () => {
  const drawn = drawOrder(3, 20)
  expect(drawOrder(3, 20)).toEqual(drawn)
  expect(drawOrder(4, 20)).not.toEqual(drawn)
  for (const names of drawn) expect([...names].sort()).toEqual([...costNames].sort())
  expect(new Set(drawn.map(String)).size).toBeGreaterThan(15)
})
