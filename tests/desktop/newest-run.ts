import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { parseInput } from '../../src/host/input/parse-input'
import { resultSchema, type Result } from '../../src/engine/result/result'

/**
 * The newest run of a lab, once it keeps more than `count`: what a page has to show, whatever it
 * was that this machine did.
 *
 * @param home the lab's folder
 */
export async function newestRun(home: string, count: number): Promise<Result> {
  // A run's folder is there a moment before what is written into it.
  const kept = async (): Promise<readonly unknown[]> => keptIn(home).catch(() => [])
  await expect.poll(async () => (await kept()).length).toBeGreaterThan(count)
  const runs = (await keptIn(home)).map((run) => parseInput(resultSchema, run, home))
  const [newest] = runs.sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  if (newest === undefined) throw new Error('expected the run that was kept')
  return newest
}

/** How many runs a lab keeps. */
export async function runsIn(home: string): Promise<number> {
  return (await idsIn(home)).length
}

/**
 * The ids of the runs that a lab keeps: their folders. One that is being written is not there yet,
 * as is the folder of them all before the first; nor is what the list remembers a run.
 */
export async function idsIn(home: string): Promise<string[]> {
  const names = await readdir(join(home, 'runs')).catch(() => [])
  return names.filter((name) => !name.startsWith('.'))
}

/** What is written of each run that a lab keeps. */
export async function keptIn(home: string): Promise<unknown[]> {
  const ids = await idsIn(home)
  const texts = ids.map((id) => readFile(join(home, 'runs', id, 'result.corewise.json'), 'utf8'))
  return (await Promise.all(texts)).map((text): unknown => JSON.parse(text))
}
