import { expect, test } from 'vitest'
import { servicePlan, type Service } from '../../../src/engine/analysis/service-plan'
import { serviceAdvice } from '../../../src/report/service/service-advice'
import { readable } from '../../text/readable'

const service: Service = { waitMs: 48, cpuMs: 2, jobsPerSecond: 200, cores: 4 }
const told = readable(
  (changes: Partial<Service>): string[] => {
    const changed = { ...service, ...changes }
    const { headline, lines } = serviceAdvice(changed, servicePlan(changed))
    return [headline, ...lines]
  },
  (lines) => lines,
)

test('a service that fits one loop is told what a pool would need, and what would tip it', () => {
  expect(told({})).toEqual([
    'Take one event loop: its core is 40 % busy.',
    'By Little’s law 200 jobs a second are 10 in flight; they keep 0.4 cores busy.',
    'A pool of blocking threads would need about 17 threads to keep up.',
    'One loop’s core is full at 500 jobs a second, all 4 cores at 2,000.',
    'It tips from 350 jobs a second, or from 3.5 ms of computing a job. A core over 70 % busy has no room for bursts.',
    'This is a model without the contenders’ own cost: the run below checks it.',
  ])
})

test('a service is told how many loops or threads it takes, or that it takes more cores', () => {
  expect(told({ jobsPerSecond: 700 })[0]).toBe('Take 2 event loops, each on a core of its own.')
  expect(told({ waitMs: 0, cpuMs: 10, jobsPerSecond: 100 })[0]).toBe(
    'Take a pool of 3 threads: these jobs compute more than they wait.',
  )
  const tooMuch = told({ jobsPerSecond: 1_500 })
  expect(tooMuch[0]).toBe('This is too much for 4 cores: take at least 5.')
  expect(tooMuch).toContain(
    'A pool of blocking threads would need about 93 threads, and as many cores.',
  )
})

test('jobs that only wait never fill the core of a loop', () => {
  expect(told({ cpuMs: 0, jobsPerSecond: 20_000 })).toContain(
    'Jobs that only wait never fill the core of a loop.',
  )
})
