import { expect, test } from 'vitest'
import { outcomeOf } from '../../../src/engine/program/outcome'
import type { ProgramOrder } from '../../../src/engine/program/program-message'
import type { WorldReport } from '../../../src/engine/program/report'

const order: ProgramOrder = {
  name: 'test',
  source: '',
  clock: 'virtual',
  controls: {},
  timeLimitMs: 300,
  memoryLimitMiB: 32,
  maxEvents: 1_000,
}

const nowhere: WorldReport = {
  fault: null,
  cleanUpFaults: [],
  loopLine: null,
  lastLoopLine: null,
  lastCallLine: null,
}

const outcome = (report: Partial<WorldReport>, stack: string) =>
  outcomeOf({ report: { ...nowhere, ...report }, stack, stop: { why: 'time' }, sites: [], order })

test.each([
  ['between two promises', ''],
  ['in the lab’s own part of a call', '    at called (corewise.js:12)\n'],
])('a program that is stopped %s stands in the line of its last call', (_, stack) => {
  expect(outcome({ lastCallLine: 7 }, stack)).toMatchObject({ line: 7, isCall: true })
})

test('a program that is stopped in a line of its own stands there, whatever it called last', () => {
  const stack = '    at next (program.ts:5)\n'
  expect(outcome({ lastCallLine: 7 }, stack)).toMatchObject({ line: 5, isCall: true })
})

test('a program that runs out of memory between two promises stands in the line of its last call', () => {
  const fault = { message: '', stack: '', line: null, site: null, isOutOfMemory: true }
  expect(outcome({ lastCallLine: 7, fault }, '')).toMatchObject({ line: 7, isCall: true })
})

test('a program that is stopped in the callback of a promise was stopped, and did not fail', () => {
  const interrupted = { message: 'InternalError: interrupted', stack: '', line: null, site: null }
  const fault = { ...interrupted, isOutOfMemory: false }
  const message = 'a task ran for 0.3 s without pausing, and nobody can interrupt a task'
  expect(outcome({ fault }, '')).toMatchObject({ kind: 'stopped', message })
  const own = { ...fault, message: 'Error: mine' }
  expect(outcome({ fault: own, cleanUpFaults: [fault] }, '')).toMatchObject({
    kind: 'failed',
    message: `Error: mine; then, as its other tasks were ended: ${message}`,
  })
})
