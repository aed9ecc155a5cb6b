import { describe, expect, test } from 'vitest'
import { progressSchema } from '../../../src/engine/result/progress'
import { resultSchema } from '../../../src/engine/result/result'
import { now } from '../../../src/engine/measure/now'
import { nanoseconds } from '../../../src/engine/measure/statistics/quantity'
import { builtRun, figuresOf, shortSpec } from './built-run'
import { measureSynthetic, syntheticContender } from './synthetic-contender'

describe('a run', () => {
  test('gives a result that its schema takes, in the order of the spec', async () => {
    const spec = shortSpec({ contenders: ['thread-pool', 'event-loop'], durationMs: 300 })
    const { result } = await builtRun(spec)
    expect(resultSchema.parse(result)).toEqual(result)
    expect(result.spec).toEqual(spec)
    expect(result.contenders.map(({ name }) => name)).toEqual(spec.contenders)
    expect(result.plan.roundsPerMs).toBeGreaterThan(0)
    expect(result.environment).toMatchObject({ corewise: '0.0.0', commit: null })
  })

  test('reports its progress in order, in messages that their schema takes', async () => {
    const contenders = ['event-loop', 'sequential'] as const
    const { progress } = await builtRun(shortSpec({ contenders: [...contenders] }))
    for (const event of progress) expect(progressSchema.parse(event)).toEqual(event)
    const kinds = progress.filter(({ kind }) => kind !== 'sampled').map(({ kind }) => kind)
    // A block in which the machine stood still is begun again.
    const isAgain = (at: number): boolean =>
      kinds[at] === 'block-started' && kinds[at - 1] === kinds[at]
    expect(kinds.filter((_, at) => !isAgain(at))).toEqual([
      'prepared',
      'block-started',
      'block-finished',
      'contender-finished',
      'block-started',
      'block-finished',
      'contender-finished',
    ])
    const sampled = progress.filter((event) => event.kind === 'sampled')
    const elapsed = sampled.map(({ elapsedMs }) => elapsedMs)
    expect(elapsed).toEqual([...elapsed].sort((a, b) => a - b))
    for (const { elapsedMs, totalMs } of sampled) expect(elapsedMs).toBeLessThanOrEqual(totalMs)
  })

  test('a run has blocks of everyone in rounds of random order, a check of one against itself, and what follows', async () => {
    const spec = shortSpec({
      blocks: 8,
      durationMs: 800,
      warmupMs: 50,
      contenders: ['event-loop', 'loop-per-core'],
    })
    const { result, progress } = await builtRun(spec)
    expect(resultSchema.parse(result)).toEqual(result)
    expect(result.status).toBe('complete')
    // A block in which the machine stood still is begun again.
    const started = new Set(
      progress.flatMap((event) => {
        if (event.kind !== 'block-started') return []
        const { contender, block } = event
        return [`${block.index} ${block.isSelfCheck ? 'self-check' : contender}`]
      }),
    )
    const inOrder = result.order.flatMap((slots, round) => slots.map((slot) => `${round} ${slot}`))
    expect([...started]).toEqual(inOrder)
    for (const contender of result.contenders) {
      const figures = contender.status === 'measured' ? contender.figures : null
      expect(figures?.blocks.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
      expect(figures?.blocks.reduce((sum, { completed }) => sum + completed, 0)).toBe(
        figures?.completed,
      )
    }
    expect(result.selfCheck).toMatchObject({ contender: 'event-loop' })
    expect(result.selfCheck?.blocks).toHaveLength(8)
    expect(result.selfCheck?.jobsPerSecond).not.toBeNull()
    // Of jobs that only wait a loop keeps the slowest as well, by their ends alone.
    expect(figuresOf(result, 'event-loop').jobs).not.toBeNull()
    expect(result.inference?.comparisons).toHaveLength(1)
    expect(result.predicted.map(({ name }) => name)).toEqual(spec.contenders)
  })

  // Many blocks: on a busy machine they take minutes.
  test('a run that is to be precise goes on until it is, or its time is over, and says which', async () => {
    const spec = shortSpec({
      contenders: ['event-loop', 'thread-pool'],
      blocks: 8,
      generations: 4,
      precision: 1,
      workload: { kind: 'mixed', waitMs: 4, cpuMs: 0.1, spread: 'fixed' },
    })
    const { result: precise } = await builtRun(spec)
    expect([precise.status, precise.stopped?.by]).toEqual(['complete', 'precision'])
    expect(precise.order.length).toBeGreaterThan(8)
    for (const name of ['event-loop', 'thread-pool'] as const) {
      const { jobs } = figuresOf(precise, name)
      expect([jobs?.slowest.length, jobs?.sample.length]).toEqual([10, 40])
      for (const { waits } of jobs?.slowest ?? []) expect(waits).toHaveLength(1)
    }
    expect(precise.order.length).toBe(figuresOf(precise, 'event-loop').blocks.length)
    expect(resultSchema.parse(precise)).toEqual(precise)
    const limits = { precision: 0.001, precisionLimitMs: 1_000 }
    const { result: late } = await builtRun({ ...spec, ...limits })
    expect([late.status, late.stopped?.by]).toEqual(['complete', 'time-limit'])
  }, 300_000)

  test('begins every round at another place of the plan, the same for everyone', async () => {
    const seen: number[] = []
    const contender = syntheticContender(2, () => (record, _elapsedMs, { plan, control }) => {
      if (control.nextJob() === 0) seen.push(plan.waitMs(0))
      record.jobStarted()
      record.jobFinished(now(), nanoseconds(1e6), nanoseconds(1e6))
    })
    const workload = { kind: 'wait', waitMs: 1, spread: 'exponential' } as const
    await measureSynthetic(contender, shortSpec({ blocks: 2, warmupMs: 0, workload }))
    // Of each round its block and the check's, or more where the machine stood still in one.
    expect(seen.length).toBeGreaterThanOrEqual(4)
    expect(new Set(seen).size).toBe(2)
    expect(seen.filter((waitMs, at) => waitMs !== seen[at - 1])).toHaveLength(2)
  })

  test('a run has the same plan for the same seed, and another for another', async () => {
    const digestOf = async (seed: number) => {
      const spec = shortSpec({
        seed,
        workload: { kind: 'wait', waitMs: 1, spread: 'exponential' },
        contenders: ['event-loop'],
        durationMs: 100,
        warmupMs: 0,
      })
      return (await builtRun(spec)).result.plan.sha256
    }
    const [one, again, other] = [await digestOf(1), await digestOf(1), await digestOf(2)]
    expect(again).toBe(one)
    expect(other).not.toBe(one)
  })

  test('a run is refused where a folder or a port is missing, naming the field', async () => {
    const files = (path: string | null) => shortSpec({ workload: { kind: 'files', path } })
    await expect(builtRun(files(null))).rejects.toThrow(/^workload\.path: .*`null`$/)
    await expect(builtRun(files('/no/such/folder'))).rejects.toThrow(
      /^workload\.path: the folder "\/no\/such\/folder" does not exist$/,
    )
    const http = { kind: 'http', waitMs: 1, cpuMs: 0, responseBytes: 1, spread: 'fixed' } as const
    await expect(builtRun(shortSpec({ workload: http }))).rejects.toThrow(/^httpPort: .*`null`$/)
  })
})
