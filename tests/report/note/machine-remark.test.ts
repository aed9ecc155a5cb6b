import { expect, test } from 'vitest'
import { machineRemarks } from '../../../src/report/note/machine-remark'
import { cores, seconds } from '../../../src/engine/measure/statistics/quantity'
import { syntheticResult, syntheticSpec } from '../../charts/synthetic-result'

const http = syntheticResult(undefined, syntheticSpec({ workload: { kind: 'http', waitMs: 20 } }))

const remarks = (machine: Partial<(typeof http)['machine']>): string[] =>
  machineRemarks({ ...http, machine: { ...http.machine, ...machine } }).map(({ text }) => text)

test('what the loopback service used is told apart from what everything else used', () => {
  expect(remarks({ serviceCores: cores(0.4), otherCores: cores(0.7) })).toEqual([
    'The loopback service that answers used 0.4 cores during the run, which are in nobody’s figures and which nobody else had.',
    'Everything else on the machine used 0.7 cores during the run.',
  ])
  expect(remarks({ serviceCores: cores(0.1), otherCores: cores(0.1) })).toEqual([])
})

test('what else was used says nothing where the service’s CPU time is not told', () => {
  expect(remarks({ serviceCores: null, otherCores: cores(0.7) })).toEqual([])
})

test('a time in which the whole lab was stopped is told, with what was measured once more', () => {
  const stop = { turn: 'event-loop', round: 0, seconds: seconds(6), isRepeated: true } as const
  expect(remarks({ standstills: [stop] })).toContain(
    'The whole lab was stopped for 6 s while it measured: that block was measured once more.',
  )
})
