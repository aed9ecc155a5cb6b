import { resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunEvent } from '../../../src/contract/run'
import type { HandoutRequest } from '../../../src/contract/workshop/lesson'
import { specSchema } from '../../../src/engine/spec/spec'
import { Lab } from '../../../src/host/run/lab'
import { LessonControl } from '../../../src/host/lesson/lesson-control'
import { Library } from '../../../src/host/library/library'
import { RunControl } from '../../../src/host/run/run-control'
import { MeasuringLock } from '../../../src/host/run/measuring-lock'
import { lesson } from '../handout/lessons'
import { scratch } from '../../scratch'

const engineFolder = resolve(import.meta.dirname, '../../../out/main')

const longSpec = specSchema.parse({
  name: 'long',
  workload: { kind: 'wait', waitMs: 1, spread: 'fixed' },
  concurrency: 4,
  workers: 1,
  durationMs: 60_000,
  warmupMs: 20,
  contenders: ['event-loop'],
  seed: 1,
})

let runs: RunControl
let lessons: LessonControl
/** Called with each event of a run as it comes. */
let onRun: (event: RunEvent) => void

beforeEach(async () => {
  const home = await scratch()
  const lock = new MeasuringLock()
  onRun = () => undefined
  runs = new RunControl(
    new Lab({ engineFolder, filesFolder: home }),
    new Library(home),
    lock,
    (name, payload) => {
      if (name === 'run') onRun(payload as RunEvent)
    },
  )
  lessons = new LessonControl(runs, lock, engineFolder)
})

afterEach(() => runs.stop())

const progressed = (): Promise<void> =>
  new Promise((settle) => {
    onRun = ({ kind }) => {
      if (kind === 'progressed') settle()
    }
  })

async function request(changes: Partial<HandoutRequest>): Promise<HandoutRequest> {
  const endless = await lesson(2, {
    clock: 'real',
    original: 'import asyncio\nasyncio.run(asyncio.sleep(60))\n',
  })
  return { lessons: [endless], format: 'html', hasNotes: false, isMeasured: false, ...changes }
}

test('a handout that is cancelled leaves the run of another person alone', async () => {
  const isUnderWay = progressed()
  const { runId } = runs.start(longSpec)
  await isUnderWay
  const handout = lessons.handout(await request({}), () => {
    lessons.cancelHandout()
  })
  await expect(handout).rejects.toThrow('The handout was cancelled.')
  expect(runs.active?.runId).toBe(runId)
  await progressed()
})

test('a handout that is cancelled while it measures ends what it measures', async () => {
  const measured = await lesson(11)
  const isUnderWay = progressed()
  const handout = lessons.handout(
    await request({ lessons: [measured], isMeasured: true }),
    () => undefined,
  )
  const rejected = expect(handout).rejects.toThrow('The handout was cancelled.')
  await isUnderWay
  lessons.cancelHandout()
  await rejected
  expect(runs.active).toBeNull()
})

test('one handout is made at a time, and cancelled it makes room for the next', async () => {
  const first = lessons.handout(await request({}), () => undefined)
  await expect(lessons.handout(await request({}), () => undefined)).rejects.toThrow(
    'Another handout is being made.',
  )
  lessons.cancelHandout()
  await expect(first).rejects.toThrow('The handout was cancelled.')
  const brief = await request({ lessons: [await lesson(2)] })
  const files = await lessons.handout(brief, () => undefined)
  expect(files.map(({ name }) => name)).toEqual(['handout.html'])
})

test('stopping ends the program that runs and the handout that is made', async () => {
  const source = 'export function* main() { for (;;); }'
  const language = 'typescript' as const
  const program = lessons.run({ name: 'endless', language, source, clock: 'virtual', controls: {} })
  const handout = lessons.handout(await request({}), () => undefined)
  const rejected = expect(handout).rejects.toThrow('The handout was cancelled.')
  await lessons.stop()
  await rejected
  expect((await program).outcome).toMatchObject({ kind: 'stopped', message: 'it was cancelled' })
})
