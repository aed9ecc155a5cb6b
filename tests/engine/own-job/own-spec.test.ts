import { expect, test } from 'vitest'
import { ownSpec } from '../../../src/engine/own-job/own-spec'
import { predictedRange } from '../../../src/engine/analysis/predicted-range'
import { blockSpecOf, windowMsOf, workloadSchema } from '../../../src/engine/spec/spec'

const file = { file: '/x.mjs', sha256: '0'.repeat(64), seed: 1 }

function blockMsOf(waitMs: number, cpuMs: number): number {
  const costs = { job: { waitMs, cpuMs, apart: 0 } }
  return windowMsOf(ownSpec(file, { kind: 'tried', inputs: 1, costs }, 'x', 2))
}

test('a block of a person’s own job is as long as one of a preset, where jobs are short', () => {
  expect(blockMsOf(20, 0.1)).toBe(700)
  expect(blockMsOf(0, 0.1)).toBe(700)
})

test('a block of a person’s own job lets all jobs in flight go round several times on one core', () => {
  // 100 jobs of 2 ms each keep a core busy for 200 ms.
  expect(blockMsOf(18, 2)).toBe(700)
  expect(blockMsOf(18, 3)).toBe(1_050)
  // 16 of them.
  expect(blockMsOf(0, 20)).toBe(1_120)
})

test('a block of a person’s own job holds four jobs of any length, but is not longer than 5 s', () => {
  expect(blockMsOf(0, 600)).toBe(2_400)
  expect(blockMsOf(1_000, 100)).toBe(4_400)
  expect(blockMsOf(10_000, 1)).toBe(5_000)
})

test('a variant that takes longer than the others by far is not taken to hang', () => {
  const costs = {
    blocking: { waitMs: 0, cpuMs: 0.2, apart: 0 },
    job: { waitMs: 196, cpuMs: 87, apart: 0 },
  }
  const spec = ownSpec(file, { kind: 'tried', inputs: 1, costs }, 'x', 2)
  expect(blockSpecOf(spec).ownJob).toEqual({ waitMs: 196, cpuMs: 87 })
})

test('a ceiling of a person’s own job is foretold as a range, by how far its trial came apart', () => {
  const costs = {
    blocking: { waitMs: 18, cpuMs: 2, apart: 0.02 },
    job: { waitMs: 18.1, cpuMs: 2.1, apart: 0.25 },
  }
  const spec = ownSpec(file, { kind: 'tried', inputs: 1, costs }, 'x', 2)
  expect(predictedRange(100, spec)).toEqual({ low: 80, high: 125 })
  const workload = { kind: 'cpu', cpuMs: 2, spread: 'fixed' } as const
  expect(predictedRange(100, { workload })).toBeNull()
})

test('a kept file that does not say how far its trial came apart foretells no range', () => {
  const costs = { job: { waitMs: 18, cpuMs: 2, apart: 0.25 } }
  const { workload } = ownSpec(file, { kind: 'tried', inputs: 1, costs }, 'x', 2)
  const tried = { waitMs: 18, cpuMs: 2 }
  const kept = workloadSchema.parse({ ...workload, tried })
  expect(predictedRange(100, { workload: kept })).toBeNull()
})
