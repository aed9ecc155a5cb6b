import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measuredFigures } from '../../../src/engine/result/measured-figures'
import { specSchema } from '../../../src/engine/spec/spec'
import { readJobFile } from '../../../src/host/own-job/try-job'
import { Lab } from '../../../src/host/run/lab'
import { ownSpec } from '../../../src/engine/own-job/own-spec'
import type { Tried } from '../../../src/engine/own-job/trial'
import { trialWords } from '../../../src/report/own-job-words'

const engineFolder = join(import.meta.dirname, '../../../out/main')

let lab: Lab
let folder = ''
let home: string | undefined
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scratch-own-job-'))
  home = process.env.COREWISE_HOME
  process.env.COREWISE_HOME = join(folder, 'home')
  writeFileSync(
    join(folder, 'tsconfig.json'),
    '{ "compilerOptions": { "paths": { "@app/*": ["./*"] } } } // ours',
  )
  lab = new Lab({ engineFolder, filesFolder: engineFolder })
})
afterAll(() => {
  if (home === undefined) delete process.env.COREWISE_HOME
  else process.env.COREWISE_HOME = home
  rmSync(folder, { recursive: true })
})

async function jobFile(name: string, source: string) {
  const path = join(folder, name)
  writeFileSync(path, source)
  return readJobFile(path, 1)
}

/** Waits 20 ms in both variants and gives what it was given. */
const waiting = `
  export const inputs = [1, 2, 3]
  const cell = new Int32Array(new SharedArrayBuffer(4))
  export const blocking = (input) => { Atomics.wait(cell, 0, 0, 20); return { input } }
  export const job = async (input) => { await new Promise((done) => setTimeout(done, 20)); return { input } }`

describe('a trial of a person’s own job', () => {
  test('counts the inputs and tells what a job of each variant takes', async () => {
    const tried = await lab.tryJob(await jobFile('waiting.mjs', waiting))
    expect(tried.inputs).toBe(3)
    expect(Object.keys(tried.costs)).toEqual(['blocking', 'job'])
    // A wait is never shorter than it was asked to be.
    expect(tried.costs.blocking?.waitMs).toBeGreaterThan(15)
  })

  test('tells a job that holds its loop while it waits from one that awaits', async () => {
    const source = `${waiting}
      export const coroutine = function* (input) { Atomics.wait(cell, 0, 0, 20); return { input } }`
    const { costs } = await lab.tryJob(await jobFile('holding.mjs', source))
    const isTold = process.platform === 'linux'
    expect(costs.job?.holdsLoop).toBe(false)
    expect(costs.coroutine?.holdsLoop).toBe(isTold)
    const words = trialWords('holding.mjs', { inputs: 1, costs }).join(' ')
    if (isTold) expect(words).toContain('`coroutine` holds its loop while it waits')
    expect(words).not.toContain('`job` holds')
  })

  test('shows the difference where two variants do not give the same', async () => {
    const source = `
      export const inputs = ['a', 'b']
      export const blocking = (x) => x.toUpperCase()
      export const job = async (x) => (x === 'b' ? 'c' : x.toUpperCase())`
    await expect(lab.tryJob(await jobFile('different.mjs', source))).rejects.toThrow(
      "different.mjs cannot be compared: for input 1, 'b', `blocking` gives 'B' and `job` gives 'c'",
    )
  })

  test.each([
    [
      'throws.mjs',
      '\nexport const blocking = () => { throw new Error("no luck") }',
      'throws.mjs:2 fails in `blocking`, given `inputs[0]`: no luck',
    ],
    ['top.mjs', '\n\nthrow new Error("early")', 'top.mjs:3 fails as it is loaded: early'],
    ['exits.mjs', 'export const blocking = () => process.exit(3)', 'it called process.exit(3)'],
    [
      'missing.mjs',
      'import x from "no-such-package-here"\nexport const blocking = () => x',
      'needs "no-such-package-here", which is not installed beside it',
    ],
    [
      'gone.mjs',
      'import x from "./not-there.mjs"\nexport const blocking = () => x',
      'not-there.mjs, which is not there',
    ],
    [
      'aliased.ts',
      'import x from "@app/x"\nexport const blocking = () => x',
      'aliased.ts:1 imports "@app/x", an alias of',
    ],
    [
      'floating.mjs',
      'export const job = async () => { Promise.reject(new Error("floating")) }',
      'floating.mjs:1 fails in `job`, given `inputs[0]`: floating',
    ],
    [
      'before.mjs',
      'export const before = () => { throw new Error("no place") }\nexport const job = async () => 1',
      'before.mjs:1 fails in `before`: no place',
    ],
    [
      'long.mjs',
      'throw new Error("e".repeat(1e6))',
      `long.mjs:1 fails as it is loaded: ${'e'.repeat(200)}…`,
    ],
    [
      'yields.mjs',
      'export function* coroutine() {\n  yield Promise.resolve(1)\n}',
      'yields.mjs:2 fails in `coroutine`, given `inputs[0]`: bad yield: [object Promise] in <Task pending name="Task-1">; write `yield*`, and `fromPromise(…)` around a promise',
    ],
    [
      'changes.mjs',
      'export const inputs = [[1]]\nexport const blocking = (x) => x.push(2)',
      'changes.mjs cannot be used: `blocking` changes input 0 from [ 1 ] to [ 1, 2 ], which later',
    ],
    [
      'alike.mjs',
      'export const blocking = () => () => 1\nexport const job = async () => () => 1',
      'gives [Function (anonymous)], which differ in what is not shown here: give back plain data',
    ],
    [
      'awaits.mjs',
      'export const blocking = () => Promise.resolve(1)',
      'awaits.mjs cannot be used: `blocking` gives a promise, so it does not block',
    ],
    [
      'posts.mjs',
      'import { parentPort } from "node:worker_threads"\nparentPort.postMessage({ kind: "finished" })',
      'posts.mjs answers in place of its trial: take out its `postMessage`',
    ],
    [
      'uncaught.mjs',
      'export const job = () => new Promise(() => { setTimeout(() => { throw new Error("apart") }, 1) })',
      'uncaught.mjs:1 fails in `job`, given `inputs[0]`: apart',
    ],
  ])('tells in one line what %s does', async (name, source, words) => {
    await expect(lab.tryJob(await jobFile(name, source))).rejects.toThrow(words)
  })

  test('ends with the process of a job that kills it', async () => {
    const source = 'export const blocking = () => process.kill(process.pid, "SIGKILL")'
    await expect(lab.tryJob(await jobFile('kills.mjs', source))).rejects.toThrow(
      'kills.mjs fails in `blocking`, given `inputs[0]`: its process ended (SIGKILL',
    )
  })

  test('takes a file that begins with the mark of its encoding', async () => {
    const { inputs } = await lab.tryJob(
      await jobFile('mark.mjs', '\uFEFFexport const blocking = () => 1'),
    )
    expect(inputs).toBe(1)
  })

  test('ends what the job started, detached or not', async () => {
    const source = `import { spawn } from 'node:child_process'
      const start = (detached) => spawn('sleep', ['60'], { detached, stdio: 'ignore' }).pid
      throw new Error('started ' + start(false) + ' ' + start(true))`
    const file = await jobFile('starts.mjs', source)
    const said = await lab.tryJob(file).then(() => '', String)
    const pids = [...(/started (\d+) (\d+)/.exec(said) ?? [])].slice(1).map(Number)
    expect(pids).toHaveLength(2)
    const isAlive = (pid: number): boolean => {
      try {
        return process.kill(pid, 0)
      } catch {
        return false
      }
    }
    await expect.poll(() => pids.filter(isAlive)).toEqual([])
  })

  test('keeps no endless output', async () => {
    const source =
      'export const blocking = () => { for (let n = 0; n < 2e4; n++) console.log("x".repeat(1e3)) }'
    const { costs } = await lab.tryJob(await jobFile('prints.mjs', source))
    expect(Object.keys(costs)).toEqual(['blocking'])
  })

  test('ends at once when it is cancelled', async () => {
    const file = await jobFile('endless.mjs', 'export const blocking = () => { for (;;); }')
    const cancellation = new AbortController()
    const trial = lab.tryJob(file, cancellation.signal)
    cancellation.abort()
    await expect(trial).rejects.toMatchObject({ reason: 'not-stopped' })
  })
})

describe('a run of a person’s own job', () => {
  test('compares every contender for which it has a variant', async () => {
    const file = await jobFile('run.mjs', waiting)
    await lab.agreedJobs.add(file.sha256)
    const spec = ownSpec(
      file,
      {
        kind: 'tried',
        inputs: 3,
        costs: {
          blocking: { cpuMs: 0.1, waitMs: 20, apart: 0 },
          job: { cpuMs: 0.1, waitMs: 20, apart: 0 },
        },
      },
      'run.mjs',
      2,
    )
    const result = await lab.run({
      ...spec,
      durationMs: 400,
      blocks: 2,
      warmupMs: 20,
      concurrency: 20,
    })
    const outcomes = result.contenders.map(({ name, status }) => [name, status])
    expect(outcomes).toEqual(spec.contenders.map((name) => [name, 'measured']))
    for (const name of spec.contenders) {
      expect(measuredFigures(result, name)).toMatchObject({ failed: 0 })
      expect(measuredFigures(result, name)?.completed).toBeGreaterThan(0)
    }
  })

  test('begins nothing where nobody agreed to the file', async () => {
    const file = await jobFile('foreign.mjs', `${waiting}// of somebody else`)
    const spec = ownSpec(
      file,
      { kind: 'tried', inputs: 1, costs: { blocking: { cpuMs: 1, waitMs: 1, apart: 0 } } },
      'foreign',
      2,
    )
    await expect(lab.run(spec)).rejects.toThrow('was never agreed to on this machine')
  })

  test('counts a job that would end its thread as failed, with its line, in any contender', async () => {
    const source = 'export const job = async () => {\n  process.exit(3)\n}'
    const file = await jobFile('ends.mjs', source)
    await lab.agreedJobs.add(file.sha256)
    const cost = { cpuMs: 1, waitMs: 20, apart: 0 }
    const spec = ownSpec(file, { kind: 'tried', inputs: 1, costs: { job: cost } }, 'ends', 2)
    const short = { durationMs: 100, blocks: 1, warmupMs: 0, concurrency: 2 }
    const result = await lab.run({
      ...spec,
      ...short,
      contenders: ['sequential', 'event-loop', 'async', 'thread-pool'] as const,
    })
    const figures = result.contenders.map(({ name }) => measuredFigures(result, name))
    const messages = figures.flatMap((of) => of?.errors.map(({ message }) => message) ?? [])
    const words = 'ends.mjs:2 it called process.exit(3), which would end the measurement'
    expect(new Set(messages)).toEqual(new Set([words]))
  })

  test('fails where the file was changed since', async () => {
    const file = await jobFile('changes.mjs', waiting)
    await lab.agreedJobs.add(file.sha256)
    const spec = ownSpec(
      file,
      {
        kind: 'tried',
        inputs: 1,
        costs: {
          blocking: { cpuMs: 1, waitMs: 20, apart: 0 },
          job: { cpuMs: 1, waitMs: 20, apart: 0 },
        },
      },
      'changes',
      2,
    )
    await jobFile('changes.mjs', `${waiting}\n// changed`)
    const { contenders } = await lab.run({ ...spec, durationMs: 100, blocks: 1, warmupMs: 0 })
    for (const contender of contenders) {
      expect(contender).toMatchObject({
        status: 'failed',
        error: expect.stringContaining('changed since it was tried') as string,
      })
    }
  })
})

test('predicts by the variant that computes least, of those that wait alike', () => {
  const file = { file: '/x.mjs', sha256: '0'.repeat(64), seed: 1 }
  const triedOf = (costs: Tried['costs']) =>
    ownSpec(file, { kind: 'tried', inputs: 1, costs }, 'x', 2).workload
  const waking = {
    blocking: { cpuMs: 0.2, waitMs: 18, apart: 0 },
    job: { cpuMs: 0.1, waitMs: 19, apart: 0 },
  }
  expect(triedOf(waking)).toMatchObject({ tried: { cpuMs: 0.1, waitMs: 18, apart: 0 } })
  const other = {
    blocking: { cpuMs: 60, waitMs: 0, apart: 0 },
    job: { cpuMs: 1, waitMs: 59, apart: 0 },
  }
  expect(triedOf(other)).toMatchObject({ tried: { cpuMs: 60, waitMs: 0, apart: 0 } })
})

test('takes no contender for which a job has no variant', () => {
  const workload = { kind: 'own', file: '/x.mjs', sha256: '0'.repeat(64), variants: ['blocking'] }
  const spec = {
    name: 'x',
    workload,
    concurrency: 1,
    workers: 1,
    durationMs: 100,
    blocks: 1,
    warmupMs: 0,
    seed: 1,
  }
  expect(specSchema.safeParse({ ...spec, contenders: ['thread-pool'] }).success).toBe(true)
  expect(specSchema.safeParse({ ...spec, contenders: ['event-loop'] }).success).toBe(false)
})
