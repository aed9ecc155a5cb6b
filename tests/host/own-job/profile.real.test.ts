import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { longest } from '../../../src/engine/profile/executed'
import type { ProfileProgress, TakenProfiles } from '../../../src/engine/profile/profile-message'
import { specSchema, type Spec } from '../../../src/engine/spec/spec'
import { readJobFile } from '../../../src/host/own-job/try-job'
import { keepProfiles, readProfiles } from '../../../src/host/library/profile-files'
import { Lab } from '../../../src/host/run/lab'

const engineFolder = join(import.meta.dirname, '../../../out/main')
const span = { warmUpMs: 50, profiledMs: 250 }

/** The second line that computes is the sixth of the file, whatever its types were. */
const SOURCE = `import { sleep } from 'corewise'
interface Job {
  readonly ms: number
}

function computeInTypeScript({ ms }: Job): number {
  let n = 0
  for (const until = performance.now() + ms; performance.now() < until; ) n += 1
  return ms
}
export const inputs: Job[] = [{ ms: 2 }]
export const blocking = (given: Job): number => computeInTypeScript(given)
export async function job(given: Job): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 1))
  return computeInTypeScript(given)
}
export function* coroutine(given: Job) {
  yield* sleep(1)
  return computeInTypeScript(given)
}
`

let folder = ''
let home: string | undefined
let spec: Spec
let taken: TakenProfiles
const told: ProfileProgress[] = []
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scratch-profile-'))
  home = process.env.COREWISE_HOME
  process.env.COREWISE_HOME = join(folder, 'home')
  const file = join(folder, 'my-job.ts')
  writeFileSync(file, SOURCE)
  const { sha256 } = await readJobFile(file, 1)
  const lab = new Lab({ engineFolder, filesFolder: engineFolder })
  await lab.agreedJobs.add(sha256)
  const tried = { waitMs: 1, cpuMs: 2 }
  const variants = ['blocking', 'job', 'coroutine']
  spec = specSchema.parse({
    name: 'my-job.ts',
    workload: { kind: 'own', file, sha256, variants, tried },
    concurrency: 4,
    workers: 2,
    durationMs: 400,
    warmupMs: 100,
    contenders: ['event-loop', 'thread-pool'],
    seed: 1,
  })
  const plan = { length: 1, sha256: '', roundsPerMs: 1_000, pythonRoundsPerMs: null }
  const onProgress = (progress: ProfileProgress) => told.push(progress)
  taken = await lab.profile({ spec, plan }, { span, onProgress })
})
afterAll(() => {
  if (home === undefined) delete process.env.COREWISE_HOME
  else process.env.COREWISE_HOME = home
  rmSync(folder, { recursive: true })
})

test('a profile has every thread of the two that are compared', () => {
  expect(taken.leftOut).toEqual([])
  expect(taken.threads.map(({ contender, thread }) => [contender, thread])).toEqual([
    ['event-loop', 'loop'],
    ['thread-pool', 'dispatcher'],
    ['thread-pool', 'worker 1'],
    ['thread-pool', 'worker 2'],
  ])
  expect(told.map(({ contender }) => contender)).toEqual(['event-loop', 'thread-pool'])
})

test('the loop and a worker were in the job’s own function, told with its line of TypeScript', () => {
  for (const { profile, thread } of taken.threads) {
    if (thread === 'dispatcher') continue
    const functions = longest(profile, join(folder, 'my-job.ts'), 40)
    const computing = functions.find(({ name }) => name === 'computeInTypeScript')
    expect(computing).toMatchObject({ place: 'my-job.ts:6', owner: 'job' })
    expect(computing?.totalMs).toBeGreaterThan(0)
  }
})

test('a profile spans what was asked for, and no more', () => {
  for (const { profile } of taken.threads) {
    expect((profile.endTime - profile.startTime) / 1_000).toBeGreaterThanOrEqual(
      span.profiledMs - 2,
    )
    const sum = profile.timeDeltas.reduce((total, delta) => total + delta, 0)
    expect(sum).toBeLessThanOrEqual(profile.endTime - profile.startTime)
  }
})

test('profiles are kept in the folder of a run, in place of earlier ones', async () => {
  await keepProfiles(folder, taken.threads)
  await keepProfiles(folder, taken.threads.slice(0, 2))
  const kept = await readProfiles(folder)
  expect(kept.map(({ contender, thread }) => [contender, thread])).toEqual([
    ['event-loop', 'loop'],
    ['thread-pool', 'dispatcher'],
  ])
  expect(kept[0]?.profile).toEqual(taken.threads[0]?.profile)
})

test('a profile that somebody changed is refused, naming its file', async () => {
  const broken = mkdtempSync(join(folder, 'broken-'))
  const [first] = taken.threads
  if (first === undefined) throw new Error('no thread')
  await keepProfiles(broken, [first])
  writeFileSync(join(broken, 'profile/event-loop/loop.cpuprofile'), '{"nodes": []}')
  await expect(readProfiles(broken)).rejects.toThrow('loop.cpuprofile')
})
