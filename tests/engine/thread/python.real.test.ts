import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { contenderNames, runtimeOf } from '../../../src/engine/contender'
import { builtRun, figuresOf, resultOf, shortSpec } from '../run/built-run'

const onPython = contenderNames.filter((name) => runtimeOf(name) === 'python')

/** Command lines of the Pythons that contenders run in. */
function pythonsLeft(): string[] {
  const all = execFileSync('ps', ['-eo', 'ppid=,args=']).toString().split('\n')
  return all.filter((line) => line.includes('contender.py') && / *1 /.test(line.slice(0, 8)))
}

describe('contenders on Python', () => {
  test('run the same jobs as others, and tell what they counted and used', async () => {
    const spec = shortSpec({
      contenders: ['event-loop', ...onPython],
      workload: { kind: 'mixed', waitMs: 4, cpuMs: 1, spread: 'fixed' },
      concurrency: 4,
      durationMs: 600,
    })
    const { result } = await builtRun(spec)
    expect(result.plan.pythonRoundsPerMs).toBeGreaterThan(0)
    expect(result.environment.python?.version).toMatch(/^3\.\d+/)
    for (const name of onPython) {
      const figures = figuresOf(result, name)
      expect(resultOf(result, name).status).toBe('measured')
      expect(figures.completed).toBeGreaterThan(10)
      expect(figures.latency.count).toBe(figures.completed)
      expect(figures.service.meanMs).toBeGreaterThan(5)
      // A millisecond of computing a job, and what the runtime itself takes.
      expect(figures.cpuSeconds * 1_000).toBeGreaterThan(figures.completed * 0.7)
      expect(figures.threads.map((thread) => thread.name)).toContain(
        name === 'python-asyncio' ? 'asyncio' : 'worker 2',
      )
      expect(figures.peakMemoryBytes).toBeGreaterThan(1_000_000)
    }
    expect(pythonsLeft()).toEqual([])
    expect(readdirSync('/dev/shm').filter((name) => name.startsWith('corewise-'))).toEqual([])
  })

  test('take arrivals, answer each, and count who came', async () => {
    const spec = shortSpec({
      contenders: onPython,
      load: { kind: 'open', arrivalsPerSecond: 100, arrivals: 'constant' },
      workload: { kind: 'wait', waitMs: 2, spread: 'fixed' },
      durationMs: 900,
    })
    const { result } = await builtRun(spec)
    for (const name of onPython) {
      const { arrivals, completed } = figuresOf(result, name)
      expect(arrivals?.arrived).toBeGreaterThan(60)
      expect(arrivals?.queueing.count).toBe(completed)
      expect(completed).toBeGreaterThan(60)
    }
  })

  test('end as failed where their process does, and the next one runs', async () => {
    const spec = shortSpec({
      contenders: [...onPython, 'event-loop'],
      durationMs: 30_000,
      warmupMs: 0,
      faults: { throwEvery: 0, exitAt: 300 },
    })
    const { result } = await builtRun(spec)
    for (const name of onPython) {
      const contender = resultOf(result, name)
      if (contender.status !== 'failed') throw new Error(`${name} was ${contender.status}`)
      expect(contender.error).toMatch(/code 70|process pool/i)
      expect(contender.figures?.completed).toBeGreaterThan(100)
    }
    expect(resultOf(result, 'event-loop').status).toBe('failed')
    expect(pythonsLeft()).toEqual([])
  })

  test('count jobs that throw, with their message', async () => {
    const spec = shortSpec({ contenders: onPython, faults: { throwEvery: 3, exitAt: 0 } })
    const { result } = await builtRun(spec)
    for (const name of onPython) {
      const { failed, errors } = figuresOf(result, name)
      expect(failed).toBeGreaterThan(5)
      expect(errors).toEqual([
        { message: 'faults.throwEvery: every job number that 3 divides fails', count: failed },
      ])
    }
  })
})
