import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contenderNames, runtimeOf } from '../../../src/engine/contender'
import { jobTraceSchema } from '../../../src/engine/result/job-trace'
import { workloadKinds } from '../../../src/engine/workload/kinds'
import { builtRun, figuresOf, resultOf, shortSpec } from '../run/built-run'

const onPython = contenderNames.filter((name) => runtimeOf(name) === 'python')

/** The folders shared with contenders that nobody uses any more, of any run on this machine. */
function foldersLeft(): string[] {
  const folders = readdirSync('/dev/shm').filter((name) => name.startsWith('corewise-'))
  const all = execFileSync('ps', ['-eo', 'args=']).toString()
  return folders.filter((name) => !all.includes(name))
}

/** The Pythons of contenders that a process has started and not ended. */
function childrenOf(parent: number): number[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args=']).toString().split('\n')
  return all.flatMap((line) => {
    const [pid, ppid] = line.trim().split(/ +/).map(Number)
    return pid !== undefined && ppid === parent && line.includes('contender.py') ? [pid] : []
  })
}

/** What a line of Python prints beside the modules of the contenders. */
function printedBy(line: string): string {
  const cwd = join(import.meta.dirname, '../../../resources/python')
  const options = { cwd, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } }
  return execFileSync('python3', ['-c', line], { ...options, stdio: 'pipe' }).toString()
}

test('jobs of Python know every kind of work, and refuse another', () => {
  const known = printedBy('from corewise_contender.jobs import KNOWN; print(*KNOWN)')
  expect(known.trim().split(' ').sort()).toEqual([...workloadKinds].sort())
  const refused = 'from corewise_contender.jobs import check_kind; check_kind("knitting")'
  expect(() => printedBy(refused)).toThrow('workload.kind: jobs of Python know none of kind')
})

describe('contenders on Python', () => {
  test('run the same jobs as others, and tell what they counted and used', async () => {
    const before = foldersLeft()
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
      // The sample is never larger than what was done, and times of a job follow each other.
      const { slowest = [], sample = [] } = figures.jobs ?? {}
      expect(slowest.length).toBeGreaterThan(0)
      expect(sample.length).toBeGreaterThan(0)
      for (const job of [...slowest, ...sample]) {
        expect(jobTraceSchema.safeParse(job).error).toBeUndefined()
        expect(job.endedMs).toBeLessThanOrEqual(figures.latency.maxMs * 1.01)
      }
      // Contenders record latencies, the lab counts completions: of the jobs in flight at an edge
      // of a block some can be in the one and not in the other.
      const atEdges = 2 * spec.blocks * spec.concurrency
      expect(Math.abs(figures.latency.count - figures.completed)).toBeLessThanOrEqual(atEdges)
      expect(Math.abs(figures.latency.count - figures.service.count)).toBeLessThanOrEqual(
        name === 'python-processes' ? atEdges : 0,
      )
      expect(figures.service.meanMs).toBeGreaterThan(5)
      // A millisecond of computing a job, and what the runtime itself takes.
      expect(figures.cpuSeconds * 1_000).toBeGreaterThan(figures.completed * 0.7)
      expect(figures.threads.map((thread) => thread.name)).toContain(
        name === 'python-asyncio' ? 'asyncio' : 'worker 2',
      )
      expect(figures.peakMemoryBytes).toBeGreaterThan(1_000_000)
    }
    // Another run may be about to use one, or to remove it; one that was killed has left some.
    await expect.poll(() => foldersLeft().filter((name) => !before.includes(name))).toEqual([])
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
      const { arrivals, completed, latency, service } = figuresOf(result, name)
      expect(arrivals?.arrived).toBeGreaterThan(60)
      // See above; all that one contender notes of a job it notes at once.
      const apart = Math.abs((arrivals?.queueing.count ?? 0) - completed)
      expect(apart).toBeLessThanOrEqual(2 * spec.blocks * spec.concurrency)
      expect(arrivals?.queueing.count).toBe(service.count)
      expect(arrivals?.uncorrected.count).toBe(latency.count)
      expect(completed).toBeGreaterThan(60)
    }
  })

  test('end as failed where their process does, and the next one runs', async () => {
    const spec = shortSpec({
      contenders: [...onPython, 'event-loop'],
      durationMs: 30_000,
      warmupMs: 0,
      // Each ends after three seconds: on a busy machine measuring begins late, after many jobs.
      workload: { kind: 'wait', waitMs: 10, spread: 'fixed' },
      concurrency: 4,
      workers: 4,
      faults: { throwEvery: 0, exitAt: 1_200 },
    })
    const { result } = await builtRun(spec)
    for (const name of onPython) {
      const contender = resultOf(result, name)
      if (contender.status !== 'failed') throw new Error(`${name} was ${contender.status}`)
      expect(contender.error).toMatch(/code 70|process pool/i)
      expect(contender.figures?.completed).toBeGreaterThan(100)
    }
    expect(resultOf(result, 'event-loop').status).toBe('failed')
  })

  test.each(['SIGKILL', 'SIGSTOP'] as const)(
    'end all the same by %s in a block',
    async (signal) => {
      let isDone = false
      const spec = shortSpec({ contenders: ['python-processes', 'async'], durationMs: 1_000 })
      const { result } = await builtRun(spec, (progress) => {
        if (isDone || progress.kind !== 'sampled' || progress.phase !== 'measuring') return
        isDone = true
        for (const pid of childrenOf(process.pid)) process.kill(pid, signal)
      })
      expect(isDone).toBe(true)
      expect(resultOf(result, 'python-processes')).toMatchObject(
        signal === 'SIGKILL'
          ? { status: 'failed', error: 'SIGKILL' }
          : // What was counted until then counts; it is the block after that has fresh processes.
            { status: 'measured' },
      )
      expect(resultOf(result, 'async').status).toBe('measured')
      await expect.poll(() => childrenOf(process.pid)).toEqual([])
    },
  )

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
