import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'vitest'
import { resultSchema, type Result } from '../../src/engine/result/result'

/**
 * The newest run of a lab, once it keeps more than `count`: what a page has to show, whatever it was
 * that this machine did.
 *
 * @param home the lab's folder
 */
export async function newestRun(home: string, count: number): Promise<Result> {
  await expect.poll(() => runsIn(home), { timeout: 60_000 }).toBeGreaterThan(count)
  const runs = (await keptIn(home)).map((run) => resultSchema.parse(run))
  const [newest] = runs.sort((a, b) => b.startedAt.localeCompare(a.startedAt))
  if (newest === undefined) throw new Error('expected the run that was kept')
  return newest
}

/** How many runs a lab keeps. */
export async function runsIn(home: string): Promise<number> {
  return (await keptIn(home)).length
}

async function keptIn(home: string): Promise<unknown[]> {
  const folder = join(home, 'runs')
  // One that is being written is not there yet, as is the folder before the first.
  const ids = (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.'))
  const texts = ids.map((id) => readFile(join(folder, id, 'result.corewise.json'), 'utf8'))
  return (await Promise.all(texts)).map((text): unknown => JSON.parse(text))
}
