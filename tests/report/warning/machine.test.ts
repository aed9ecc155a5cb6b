import { expect, test } from 'vitest'
import { machineWarnings as machineWarningsUnread } from '../../../src/report/warning/machine'
import { cores, seconds } from '../../../src/engine/measure/statistics/quantity'
import { syntheticResult, syntheticSpec, typical } from '../../charts/synthetic-result'
import { readable } from '../../text/readable'

const machineWarnings = readable(machineWarningsUnread, (found) => found.map(({ text }) => text))

const http = syntheticResult(undefined, syntheticSpec({ workload: { kind: 'http', waitMs: 20 } }))

const remarks = (machine: Partial<(typeof http)['machine']>): string[] =>
  machineWarnings({ ...http, machine: { ...http.machine, ...machine } }).map(({ text }) => text)

test('what the loopback service used is told apart from what everything else used', () => {
  expect(remarks({ serviceCores: cores(0.4), otherCores: cores(0.7) })).toEqual([
    'The loopback service used 0.4 cores, which are in nobody’s figures. Leave it a core: take fewer workers than cores.',
    'Everything else on the machine used 0.7 cores during the run. Close other programs and run it again.',
  ])
  expect(remarks({ serviceCores: cores(0.1), otherCores: cores(0.1) })).toEqual([])
})

test('what processes of own jobs used is told as theirs', () => {
  const workload = {
    kind: 'own',
    file: '/mine.ts',
    sha256: '0'.repeat(64),
    variants: ['job', 'blocking'],
  }
  const own = syntheticResult(
    { 'event-loop': typical['event-loop'], 'thread-pool': typical['thread-pool'] },
    syntheticSpec({ workload, contenders: ['event-loop', 'thread-pool'] }),
  )
  const machine = { ...own.machine, serviceCores: cores(0.4) }
  expect(machineWarnings({ ...own, machine }).map(({ text }) => text)).toEqual([
    'Processes that jobs started used 0.4 cores, which are in nobody’s figures. Leave them a core, or have the job itself do their work.',
  ])
})

test('what else was used says nothing where the service’s CPU time is not told', () => {
  expect(remarks({ serviceCores: null, otherCores: cores(0.7) })).toEqual([])
})

test('a time in which the whole lab was stopped is told, with what was measured once more', () => {
  const stop = { slot: 'event-loop', round: 0, seconds: seconds(6), isRepeated: true } as const
  expect(remarks({ standstills: [stop] })).toContain(
    'The whole lab was stopped for 6 s, and 1 block was measured once more. Their figures are of the repetition: nothing else is to be done.',
  )
})
