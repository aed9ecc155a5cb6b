import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { measuredFigures } from '../../../src/engine/result/measured-figures'
import { ownSpec } from '../../../src/engine/own-job/own-spec'
import { readJobFile } from '../../../src/host/own-job/try-job'
import { Lab } from '../../../src/host/run/lab'

const engineFolder = join(import.meta.dirname, '../../../out/main')
const examplesFolder = join(import.meta.dirname, '../../../resources/examples')
const examples = readdirSync(examplesFolder).filter((name) => /\.(ts|mjs|py)$/.test(name))

let lab: Lab
let folder = ''
let home: string | undefined
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scratch-examples-'))
  home = process.env.COREWISE_HOME
  process.env.COREWISE_HOME = folder
  lab = new Lab({ engineFolder, filesFolder: engineFolder })
})
afterAll(() => {
  if (home === undefined) delete process.env.COREWISE_HOME
  else process.env.COREWISE_HOME = home
  rmSync(folder, { recursive: true })
})

test.each(examples)('%s runs on every contender that its variants allow', async (name) => {
  const file = await readJobFile(join(examplesFolder, name), 1)
  await lab.agreedJobs.add(file.sha256)
  const tried = await lab.tryJob(file)
  const spec = ownSpec(file, tried, name, 2)
  // A thread each and a job at a time: the first soon ends, on a busy machine as well. Twenty are
  // enough, where as many as possible would take every core all the time.
  const alone = { workers: 1, loops: 1, concurrency: 1 }
  const load = { kind: 'open', arrivalsPerSecond: 40, arrivals: 'constant' } as const
  // Many of the longest jobs, as long as they take by themselves: each gets a core now and then.
  const jobMs = Math.max(...Object.values(tried.costs).map(({ cpuMs, waitMs }) => cpuMs + waitMs))
  const durationMs = Math.max(500, Math.ceil(20 * jobMs))
  const short = { durationMs, blocks: 1, warmupMs: 20, load, ...alone }
  const result = await lab.run({ ...spec, ...short })
  for (const contender of spec.contenders) {
    expect(measuredFigures(result, contender)).toMatchObject({ failed: 0 })
    expect(measuredFigures(result, contender)?.completed).toBeGreaterThan(0)
  }
})
