import { expect, test } from 'vitest'
import { meanAmounts } from '../../../src/engine/spec/mean-amounts'
import { workloadSchema } from '../../../src/engine/spec/spec'

test.each([
  [{ kind: 'wait', waitMs: 20 }, 20, 0],
  [{ kind: 'cpu', cpuMs: 2 }, 0, 2],
  [{ kind: 'mixed', waitMs: 18, cpuMs: 2 }, 18, 2],
  [{ kind: 'http', waitMs: 20 }, 20, 0],
  [{ kind: 'files' }, 0, 0],
  [{ kind: 'fan-out', parts: 9, waitMs: 20 }, 20, 0],
  [{ kind: 'fan-out', parts: 9, waitMs: 20, spread: 'uniform' }, 36, 0],
])('a job of %j waits %d ms and computes %d ms', (workload, waitMs, cpuMs) => {
  expect(meanAmounts(workloadSchema.parse(workload))).toEqual({ waitMs, cpuMs })
})
