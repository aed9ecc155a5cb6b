import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contendersOn } from '../../../src/engine/contender'
import { pythonFolder } from '../../../src/engine/measure/machine/find-python'
import { ownSpec } from '../../../src/engine/own-job/own-spec'
import { tryPythonJob } from '../../../src/engine/own-job/try-python-job'
import { measuredFigures } from '../../../src/engine/result/measured-figures'
import { readJobFile } from '../../../src/host/own-job/try-job'
import { Lab } from '../../../src/host/run/lab'

const engineFolder = join(import.meta.dirname, '../../../out/main')

/** A trial in these tests is taken to hang after so long. */
const HANG_MS = 700

let lab: Lab
let folder = ''
let home: string | undefined
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scratch-python-job-'))
  home = process.env.COREWISE_HOME
  process.env.COREWISE_HOME = join(folder, 'home')
  lab = new Lab({ engineFolder, filesFolder: engineFolder })
})
afterAll(() => {
  if (home === undefined) delete process.env.COREWISE_HOME
  else process.env.COREWISE_HOME = home
  rmSync(folder, { recursive: true })
})

async function jobFile(source: string) {
  const path = join(folder, 'job.py')
  writeFileSync(path, source)
  return readJobFile(path, 1)
}

/** Waits 20 ms in both variants and gives what it was given. */
const waiting = `
import asyncio, time
def inputs(seed):
    return [seed, seed + 1]
def before():
    global ready
    ready = True
def blocking(given):
    time.sleep(0.02)
    return ready and given
async def job(given):
    await asyncio.sleep(0.02)
    return ready and given
`

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

describe('a job in Python', () => {
  test('tells one that holds its loop while it waits', async () => {
    const source = 'import time\nasync def job():\n    time.sleep(0.02)\n'
    const { costs } = await lab.tryJob(await jobFile(source))
    expect(costs.job?.holdsLoop).toBe(process.platform === 'linux')
  })

  test('runs, once it was tried, on contenders of Python alone', async () => {
    const file = await jobFile(waiting)
    await lab.agreedJobs.add(file.sha256)
    const tried = await lab.tryJob(file)
    expect(tried.inputs).toBe(2)
    expect(Object.keys(tried.costs)).toEqual(['blocking', 'job'])
    // A wait is never shorter than it was asked to be.
    expect(tried.costs.job?.waitMs).toBeGreaterThan(15)
    expect(tried.costs.job?.holdsLoop).toBe(false)
    const spec = ownSpec(file, tried, 'job.py', 2)
    expect(spec.contenders).toEqual(contendersOn('python'))
    const short = { durationMs: 600, blocks: 1, warmupMs: 20, workers: 2, concurrency: 4 }
    const result = await lab.run({ ...spec, ...short })
    for (const contender of spec.contenders) {
      expect(measuredFigures(result, contender)).toMatchObject({ failed: 0 })
      expect(measuredFigures(result, contender)?.service.meanMs).toBeGreaterThan(15)
    }
  })

  test.each([
    ['def blocking(x:', /^job\.py:1 does not parse/],
    ['x = 1\ny = x / 0', /^job\.py:2 fails as it is loaded: ZeroDivisionError/],
    ['x = 1', /^job\.py cannot be used: it defines `x`; /],
    ['import there_is_none', /^job\.py:1 needs `there_is_none`, .*-m pip install there_is_none/],
    ['def job(x): pass', /^job\.py cannot be used: `job` is a plain function/],
    [
      'inputs = [[1]]\ndef blocking(x): x.append(2)',
      /`blocking` changes input 0 from \[1\] to \[1, 2\], which later jobs are given/,
    ],
    ['def blocking(x): yield 1', /`blocking` is a generator, whose body nobody runs/],
    [
      'async def job(x): return 1\ndef blocking(x): return job(x)',
      /`blocking` gives what is to be awaited/,
    ],
    ['inputs = 5\ndef blocking(x): pass', /`inputs` is of type int, expected a list/],
    [
      'import sys\ndef blocking(x): sys.exit(3)',
      /^job\.py:2 fails in `blocking`, .*sys\.exit\(3\)/,
    ],
    [
      'import os\ndef blocking(x): os._exit(3)',
      /^job\.py:2 fails in `blocking`, .*os\._exit\(3\), which would end/,
    ],
    [
      'import os\ndef blocking(x):\n    os.abort()',
      /^job\.py:3 ends its process in `blocking`, given `inputs\[0\]`: SIGABRT: .*Aborted$/,
    ],
    [
      'def blocking(x): return 1\nasync def job(x): return 2',
      /for input 0, None, `blocking` gives 1 and `job` gives 2/,
    ],
  ])('refuses %j in a line', async (source, words) => {
    await expect(lab.tryJob(await jobFile(source))).rejects.toThrow(words)
  })

  test.each([
    ['computes for ever', 'def blocking(given):\n    while True: pass'],
    ['blocks for ever', 'import threading\ndef blocking(given): threading.Event().wait()'],
    [
      'never gives the lock of the interpreter away',
      `import re\ndef blocking(given): re.match('(a+)+b', 'a' * 60)`,
    ],
    ['awaits for ever', 'import asyncio\nasync def job(given): await asyncio.Event().wait()'],
  ])('tells the line of a job that %s', async (_what, source) => {
    // A thread of the job's own stands for ever as well, which is no fault.
    const server =
      'import threading\nthreading.Thread(target=lambda: threading.Event().wait(), daemon=True).start()\n'
    const file = await jobFile(server + source)
    const script = join(pythonFolder(engineFolder), 'contender.py')
    const python = { executable: 'python3', script }
    const result = await tryPythonJob(file, python, () => undefined, HANG_MS)
    expect(result).toMatchObject({ kind: 'faulty', line: 4 })
    expect(result).toMatchObject({ why: expect.stringMatching(/^does not end in/) as string })
  })

  test('fails its contender with the line at which it hangs, or ends its process', async () => {
    const source = `import os, time
began = time.time()
def blocking(given):
    if time.time() > began + 1.5:
        \${what}
    time.sleep(0.001)
async def job(given):
    blocking(given)`
    const messageOf = async (what: string): Promise<string> => {
      const file = await jobFile(source.replace('\${what}', what))
      await lab.agreedJobs.add(file.sha256)
      const cost = { cpuMs: 0.01, waitMs: 1, apart: 0 }
      const tried = { kind: 'tried', inputs: 1, costs: { blocking: cost, job: cost } } as const
      const spec = ownSpec(file, tried, 'job.py', 2)
      const short = { durationMs: 2_000, blocks: 1, warmupMs: 20, workers: 2, concurrency: 2 }
      const result = await lab.run({ ...spec, ...short, contenders: ['python-processes'] as const })
      return String(
        result.contenders[0] && 'error' in result.contenders[0] && result.contenders[0].error,
      )
    }
    expect(await messageOf('while True: pass')).toMatch(/^job\.py:5 does not end what it began/)
    expect(await messageOf('os.abort()')).toContain(
      'job.py: its process was ended by SIGABRT, at job.py:5',
    )
  })

  test.each([
    ['raise ValueError("no  luck")', 'job.py:2 ValueError: no luck'],
    ['raise KeyError()', 'job.py:2 KeyError'],
    ['import sys; sys.exit(3)', 'job.py:2 it called sys.exit(3), which would end the measurement'],
    ['import os; os._exit(3)', 'job.py:2 it called os._exit(3), which would end the measurement'],
    ['raise KeyboardInterrupt', 'job.py:2 KeyboardInterrupt'],
  ])('counts a job that does %s as failed, with its line', async (body, words) => {
    const { file, sha256 } = await jobFile(`def blocking(given):\n    ${body}`)
    const script = `import sys
sys.path.insert(0, ${JSON.stringify(join(import.meta.dirname, '../../../resources/python'))})
from corewise_contender.own_job import OwnJob
from corewise_contender.record import message_of
job = OwnJob(sys.argv[1], sys.argv[2], 1)
try:
    job.blocking(None)
except BaseException as error:
    print(message_of(job.failure(error)))`
    const said = execFileSync('python3', ['-B', '-c', script, file, sha256], { encoding: 'utf8' })
    expect(said.trim()).toBe(words)
  })

  test('takes results for equal by what they hold, NaN and objects without an order as well', async () => {
    const source = `
class Found:
    def __init__(self, value): self.value = value
def blocking(given): return [Found(float('nan'))]
async def job(given): return [Found(float('nan'))]`
    expect(Object.keys((await lab.tryJob(await jobFile(source))).costs)).toEqual([
      'blocking',
      'job',
    ])
  })

  test('runs on a Python that prints as it starts, and ends what the job started', async () => {
    const program = join(folder, 'talkative')
    writeFileSync(program, '#!/bin/sh\nprintf welcome\nexec python3 "$@"\n', { mode: 0o755 })
    const source = `import subprocess
started = subprocess.Popen(['sleep', '60']).pid
def blocking(given):
    raise ValueError(f'started {started}')`
    const said = await lab.tryJob(await jobFile(source), undefined, program).then(() => '', String)
    expect(said).toContain('job.py:4 fails in `blocking`, given `inputs[0]`: ValueError: started')
    const pid = Number(/started (\d+)/.exec(said)?.[1])
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  test('takes a Python: it is refused where there is no Python, and where what is named is none', async () => {
    const file = await jobFile(waiting)
    await expect(lab.tryJob(file, undefined, '/nowhere/python')).rejects.toThrow(/is not installed/)
    await expect(lab.tryJob(file, undefined, '/bin/false')).rejects.toThrow(
      /is no Python that runs/,
    )
  })
})
