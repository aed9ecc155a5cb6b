import { cp, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Figure } from '../../bench/figure'
import type { OpenWindow } from './open-window'

const RUNS = 1_000
/** Issue 21: so many runs open in less. */
const OPEN_MS = 500

/**
 * Copies the first run of a window's library a thousand times into a library of its own, and opens
 * that: how long the first rows take from pressing "Library", while none was ever read.
 *
 * @param open opens a window whose folder was filled before
 */
export async function benchFirstList(
  { home }: OpenWindow,
  open: (fill: (home: string) => Promise<void>) => Promise<OpenWindow>,
): Promise<Figure[]> {
  const filled = await open((other) => fillLibrary(home, other))
  try {
    const { page } = filled
    const rowsMs = await page.getByRole('button', { name: 'Library', exact: true }).evaluate(
      (button) =>
        new Promise<number>((resolve) => {
          const pressedMs = performance.now()
          ;(button as HTMLButtonElement).click()
          const look = (nowMs: number): void => {
            if (document.querySelector('button.open') === null) requestAnimationFrame(look)
            else resolve(nowMs - pressedMs)
          }
          requestAnimationFrame(look)
        }),
    )
    const listed = await page.evaluate(async () => {
      const list = await window.lab.listRuns()
      if (!list.ok) throw new Error(list.error.message)
      return list.value.entries.length + list.value.unread.length
    })
    if (listed !== RUNS) throw new Error(`expected ${RUNS} runs, got ${listed}`)
    return [
      {
        name: 'first rows of 1,000 runs that were never read',
        value: rowsMs,
        unit: 'ms',
        bound: { kind: 'at-most', value: OPEN_MS },
      },
    ]
  } finally {
    await filled.close()
  }
}

async function fillLibrary(from: string, home: string): Promise<void> {
  const runs = join(from, 'runs')
  const [first] = (await readdir(runs)).filter((name) => !name.startsWith('.'))
  if (first === undefined) throw new Error('expected a run that was kept')
  await mkdir(join(home, 'runs'))
  for (let run = 1; run <= RUNS; run += 1) {
    await cp(join(runs, first), join(home, 'runs', `${first}-${run}`), { recursive: true })
  }
}
