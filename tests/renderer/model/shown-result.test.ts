import { expect, test } from 'vitest'
import { shownOf } from '../../../src/renderer/model/shown-result'
import {
  syntheticResult,
  syntheticSpec,
  syntheticSweep,
  typical,
} from '../../charts/synthetic-result'

test('a sweep that looked for nothing shows its last point', () => {
  const sweep = syntheticSweep('concurrency', [1, 20, 400], (concurrency) =>
    syntheticResult(typical, syntheticSpec({ concurrency })),
  )
  const { results, at } = shownOf(sweep)
  expect(results.map(({ result }) => result.spec.concurrency)).toEqual([400])
  expect(at).toBe('At 400 jobs in flight')
})
