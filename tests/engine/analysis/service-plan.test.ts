import { describe, expect, test } from 'vitest'
import { servicePlan, serviceSpec, type Service } from '../../../src/engine/analysis/service-plan'

const service: Service = { waitMs: 48, cpuMs: 2, jobsPerSecond: 200, cores: 4 }
const plan = (changes: Partial<Service> = {}) => servicePlan({ ...service, ...changes })

describe('the plan for a service', () => {
  test('counts jobs in flight and threads by Little’s law, and room for those that come at once', () => {
    expect(plan()).toMatchObject({ choice: 'event-loop', coresUsed: 0.4, inFlight: 10, loops: 1 })
    expect(plan().threads).toBe(Math.ceil(10 + 2 * Math.sqrt(10)))
    expect(plan({ jobsPerSecond: 0.1 }).threads).toBe(1)
  })

  test('says where the core of one loop is full, and where it keeps no room any more', () => {
    expect(plan()).toMatchObject({ loopFullAt: 500, coresFullAt: 2_000 })
    expect(plan().tipsAtRate).toBeCloseTo(350)
    expect(plan().tipsAtCpuMs).toBeCloseTo(3.5)
    expect(plan({ cpuMs: 0 })).toMatchObject({ choice: 'event-loop', loopFullAt: Infinity })
    expect(plan({ cores: 0.5 })).toMatchObject({ choice: null, loopFullAt: 250 })
  })

  test('takes a loop for each of several cores where one is not enough', () => {
    expect(plan({ jobsPerSecond: 700 })).toMatchObject({ choice: 'loop-per-core', loops: 2 })
    expect(plan({ jobsPerSecond: 350 }).choice).toBe('event-loop')
    expect(plan({ jobsPerSecond: 351 }).choice).toBe('loop-per-core')
  })

  test('takes threads where jobs compute for longer than they wait and can do so at once', () => {
    const computing = { waitMs: 1, cpuMs: 20, jobsPerSecond: 100 }
    expect(plan(computing).choice).toBe('thread-pool')
    expect(plan({ ...computing, jobsPerSecond: 30, cores: 1 }).choice).toBe('event-loop')
  })

  test('takes nothing where the cores leave no room, and says how many would', () => {
    expect(plan({ jobsPerSecond: 1_500 })).toMatchObject({ choice: null, loops: 5 })
  })
})

describe('the run that checks it', () => {
  test('lets the jobs come in by chance at that rate, with the amounts, threads and contenders of the plan', () => {
    const spec = serviceSpec(service, null, false)
    expect(spec).toMatchObject({
      workload: { kind: 'mixed', waitMs: 48, cpuMs: 2 },
      load: { kind: 'open', arrivalsPerSecond: 200, arrivals: 'poisson' },
      workers: plan().threads,
      cores: null,
      contenders: ['event-loop', 'thread-pool'],
      compare: ['event-loop', 'thread-pool'],
    })
    expect(serviceSpec({ ...service, jobsPerSecond: 700 }, null, true)).toMatchObject({
      loops: 2,
      cores: 4,
      compare: ['loop-per-core', 'thread-pool'],
    })
  })

  test('makes blocks in which some jobs come and end, and no more threads than a run may have', () => {
    const seldom = serviceSpec({ ...service, jobsPerSecond: 10 }, null, false)
    expect(seldom.durationMs / seldom.blocks).toBe(10_000)
    const slow = serviceSpec({ ...service, waitMs: 60_000, jobsPerSecond: 5 }, null, false)
    expect(slow.durationMs).toBe(120_000)
    expect(slow.workers).toBe(256)
    const extreme = { waitMs: 60_000, cpuMs: 10_000, jobsPerSecond: 1e6, cores: 0.1 }
    expect(serviceSpec(extreme, null, true)).toMatchObject({ workers: 256, cores: 1 })
  })

  test('measures a person’s own job where that told the amounts', () => {
    const own = {
      kind: 'own' as const,
      file: '/jobs/mine.ts',
      sha256: 'a'.repeat(64),
      variants: ['blocking' as const, 'job' as const],
      tried: { waitMs: 48, cpuMs: 2 },
    }
    expect(serviceSpec(service, own, false)).toMatchObject({
      workload: own,
      contenders: ['event-loop', 'thread-pool'],
    })
    // What it has not it cannot be compared on, and what is Python's runs on Python.
    const blocking = { ...own, variants: ['blocking' as const] }
    expect(serviceSpec(service, blocking, false)).toMatchObject({
      contenders: ['thread-pool'],
      compare: null,
    })
    const python = { ...own, file: '/jobs/mine.py' }
    expect(serviceSpec(service, python, false).contenders).toEqual([
      'python-asyncio',
      'python-threads',
      'python-processes',
    ])
  })
})
