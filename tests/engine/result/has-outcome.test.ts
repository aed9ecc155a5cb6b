import { expect, test } from 'vitest'
import { hasFailed, hasOutcome } from '../../../src/engine/result/has-outcome'
import type { ContenderResult } from '../../../src/engine/result/result'
import { syntheticResult, syntheticSweep } from '../../charts/synthetic-result'

const whole = syntheticResult()
const name = 'event-loop'

const withOnly = (contender: ContenderResult) => ({ ...whole, contenders: [contender] })

test('figures and failures are an outcome, what was cancelled before there were any is none', () => {
  expect(hasOutcome(whole)).toBe(true)
  expect(hasOutcome(withOnly({ status: 'failed', name, error: 'died', figures: null }))).toBe(true)
  expect(hasOutcome(withOnly({ status: 'not-run', name }))).toBe(false)
  expect(hasOutcome(withOnly({ status: 'partial', name, figures: null }))).toBe(false)
})

test('a run failed where a contender did, or where nobody finished a job', () => {
  expect(hasFailed(whole)).toBe(false)
  expect(hasFailed(withOnly({ status: 'failed', name, error: 'died', figures: null }))).toBe(true)
  const idle = { jobsPerSecond: 0, coresUsed: 0.1, latencyMs: 1, failed: 151_000 }
  expect(hasFailed(syntheticResult({ 'event-loop': idle }))).toBe(true)
  const one = { 'event-loop': idle, 'thread-pool': { ...idle, jobsPerSecond: 10 } }
  expect(hasFailed(syntheticResult(one))).toBe(false)
  expect(hasFailed({ ...whole, interruption: 'The loopback service ended' })).toBe(true)
})

test('a sweep failed where one of its points could not be measured', () => {
  const sweep = syntheticSweep('concurrency', [1, 10], () => whole)
  expect(hasFailed(sweep)).toBe(false)
  const failures = [{ value: 100, name: null, error: 'too many' }]
  expect(hasFailed({ ...sweep, failures })).toBe(true)
})
