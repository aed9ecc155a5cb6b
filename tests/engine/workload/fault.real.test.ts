import { once } from 'node:events'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { beforeAll, expect, test } from 'vitest'
import { commitFault } from '../../../src/engine/workload/fault'
import { buildThreads } from '../../build-threads'
import type { ThreadFaults } from './fault-thread'

let folder: string
beforeAll(async () => {
  folder = await buildThreads({ 'fault-thread': join(import.meta.dirname, 'fault-thread.ts') })
})

const exitCodeWith = async (faults: ThreadFaults) => {
  const worker = new Worker(join(folder, 'fault-thread.cjs'), { workerData: faults })
  const [code] = (await once(worker, 'exit')) as [number]
  return code
}

test('every n-th job throws, and 0 is never', () => {
  const failing = (throwEvery: number) =>
    Array.from({ length: 9 }, (_, index) => index).filter((index) => {
      try {
        commitFault({ throwEvery, exitAt: 0 }, index)
        return false
      } catch {
        return true
      }
    })
  expect(failing(3)).toEqual([2, 5, 8])
  expect(failing(1)).toHaveLength(9)
  expect(failing(0)).toEqual([])
})

test('the asked job ends the thread that runs it', async () => {
  expect(await exitCodeWith({ throwEvery: 0, exitAt: 10 })).toBe(70)
  expect(await exitCodeWith({ throwEvery: 0, exitAt: 11 })).toBe(0)
})

test('outside a worker it throws instead of ending the process', () => {
  expect(() => {
    commitFault({ throwEvery: 0, exitAt: 1 }, 0)
  }).toThrow('faults.exitAt: job 1 does not run in a worker')
})
