import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContenderName } from '../../../src/engine/contender'
import type { JobFile } from '../../../src/engine/own-job/trial'
import type { Block } from '../../../src/engine/result/figures'
import { runExperiment } from '../../../src/engine/run/run-experiment'
import type {
  CalibratedPython,
  Startable,
} from '../../../src/engine/thread/start/running-contender'
import { startables, startContender } from '../../../src/engine/thread/start/start-contender'
import { calibrate } from '../../../src/engine/workload/cpu'
import { makePlan } from '../../../src/engine/workload/make-plan'
import type { Plan } from '../../../src/engine/workload/plan'
import { readJobFile } from '../../../src/host/own-job/try-job'
import { Lab } from '../../../src/host/run/lab'
import { engineFolder, figuresOf, orderFor, shortSpec } from '../../engine/run/built-run'
import { pythonFor } from '../../engine/thread/python-for'
import { CPU_MS, plantedPython, plantedTypeScript, WAIT_MS, type SeenJob } from './planted-job'

/** A figure is to come back this well. */
const TOLERANCE = 0.05

/** The planted job in each language, with how fast its runtime does the work. */
interface Planted {
  readonly node: JobFile
  readonly python: JobFile
  readonly roundsPerMs: number
  readonly calibrated: CalibratedPython
}

let folder = ''
let home: string | undefined
let planted: Planted
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'corewise-planted-'))
  home = process.env.COREWISE_HOME
  process.env.COREWISE_HOME = join(folder, 'home')
  const roundsPerMs = calibrate()
  const python = await pythonFor('python-asyncio')
  if (python === null) throw new Error('a contender of Python needs none')
  const write = (name: string, source: string): Promise<JobFile> => {
    writeFileSync(join(folder, name), source)
    return readJobFile(join(folder, name), 1)
  }
  planted = {
    node: await write('planted.ts', plantedTypeScript(CPU_MS * roundsPerMs, seenPath('node'))),
    python: await write(
      'planted.py',
      plantedPython(CPU_MS * python.roundsPerMs, seenPath('python')),
    ),
    roundsPerMs,
    calibrated: { ...python, nodeRoundsPerMs: roundsPerMs },
  }
})
afterAll(() => {
  if (home === undefined) delete process.env.COREWISE_HOME
  else process.env.COREWISE_HOME = home
  rmSync(folder, { recursive: true })
})

const seenPath = (runtime: 'node' | 'python'): string => join(folder, `seen-${runtime}.json`)

/**
 * Means of the last of so many jobs, however many: a trial gets warm before it times. On a quiet
 * machine all of them are alike.
 */
function meansOfLast(seen: readonly number[]): number[] {
  let sum = 0
  return [...seen]
    .reverse()
    .map((value, index) => (sum += value) / (index + 1))
    .slice(2)
}

/** In whose slot each is: who has the preset's job, and who the planted one. */
const pairs = [
  ['event-loop', 'async'],
  ['thread-pool', 'sequential'],
  ['python-asyncio', 'python-threads'],
] as const

/**
 * What a job cost in CPU time, block by block of the same round, to what it cost another. A busy
 * machine changes that from round to round, for the check of one contender against itself as well.
 */
function ratios(above: readonly Block[], below: readonly Block[]): number[] {
  const cpuOf = ({ cpuSeconds, completed }: Block): number => cpuSeconds / completed
  return above.flatMap((block) => {
    const other = below.find(({ round }) => round === block.round)
    const ratio = other === undefined ? NaN : cpuOf(block) / cpuOf(other)
    return Number.isFinite(ratio) && ratio > 0 ? [ratio] : []
  })
}

describe('a planted job of 2 ms of computing and 18 ms of waiting', () => {
  test.each(['node', 'python'] as const)('comes back from its trial on %s', async (runtime) => {
    const tried = await new Lab({ engineFolder, filesFolder: engineFolder }).tryJob(
      planted[runtime],
    )
    const seen = JSON.parse(readFileSync(seenPath(runtime), 'utf8')) as SeenJob[]
    for (const variant of ['blocking', 'job'] as const) {
      const jobs = seen.filter((job) => job.variant === variant)
      const alone = jobs.filter(({ isAlone }) => isAlone)
      const { cpuMs = 0, waitMs = 0 } = tried.costs[variant] ?? {}
      const cpu = meansOfLast((variant === 'blocking' ? alone : jobs).map((job) => job.cpuMs))
      const isSeen = cpu.some((mean) => Math.abs(cpuMs / mean - 1) <= TOLERANCE)
      expect(isSeen, `${variant} computed ${cpuMs} ms, by itself ${String(cpu)}`).toBe(true)
      // While it waits for a core it does not wait, but as it is seen by itself it does.
      const wait = meansOfLast(alone.map((job) => job.passedMs - job.cpuMs))
      expect(waitMs, variant).toBeGreaterThan((1 - TOLERANCE) * WAIT_MS)
      expect(waitMs, variant).toBeLessThan((1 + TOLERANCE) * Math.max(...wait))
    }
  })

  test('costs loops and threads what a job of the preset mixed costs them, within the A/A check', async () => {
    const { roundsPerMs } = planted
    const spec = shortSpec({
      workload: { kind: 'mixed', waitMs: WAIT_MS, cpuMs: CPU_MS, spread: 'fixed' },
      concurrency: 20,
      workers: 8,
      blocks: 4,
      generations: 1,
      durationMs: 800,
      warmupMs: 50,
      contenders: pairs.flat(),
      roundsPerMs,
    })
    const ownPlan = (job: JobFile) => {
      const { file, sha256 } = job
      const workload = {
        kind: 'own',
        file,
        sha256,
        variants: ['blocking', 'job'],
        tried: null,
      } as const
      return makePlan(
        { ...spec, workload: { ...workload, variants: [...workload.variants] } },
        { roundsPerMs },
      )
    }
    /** A contender in the slot of another, on the planted job or on the preset’s. */
    const inSlot = (slot: ContenderName, name: ContenderName, own: Plan | null): Startable => ({
      name: slot,
      start: (setup) =>
        startContender(name, {
          ...setup,
          plan: own ?? setup.plan,
          python: planted.calibrated,
        }),
    })
    const [node, python] = [ownPlan(planted.node), ownPlan(planted.python)]
    const result = await runExperiment(await orderFor(spec), {
      report: () => undefined,
      signal: new AbortController().signal,
      contenders: {
        ...startables,
        async: inSlot('async', 'event-loop', node),
        sequential: inSlot('sequential', 'thread-pool', node),
        'python-asyncio': inSlot('python-asyncio', 'python-asyncio', null),
        'python-threads': inSlot('python-threads', 'python-asyncio', python),
      },
    })
    const blocksOf = (name: ContenderName) => figuresOf(result, name).blocks
    const self = ratios(result.selfCheck?.blocks ?? [], blocksOf('event-loop'))
    for (const [preset, own] of pairs) {
      const found = ratios(blocksOf(own), blocksOf(preset))
      const said = `${own} to ${preset}: ${String(found)}, the check ${String(self)}`
      expect(Math.min(...found), said).toBeLessThan((1 + TOLERANCE) * Math.max(...self))
      expect(Math.max(...found), said).toBeGreaterThan((1 - TOLERANCE) * Math.min(...self))
    }
  })
})
