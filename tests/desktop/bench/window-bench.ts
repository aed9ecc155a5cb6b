import type { Page } from 'playwright-core'
import { median, quantileSorted } from 'simple-statistics'
import type { Runtime } from '../../../build/runtime/find-runtime'
import type { Figure } from '../../bench/figure'
import { benchFirstList } from './first-list-bench'
import { benchLibrary } from './library-bench'
import { openWindow } from './open-window'
import { benchScrubbing } from './scrub-bench'
import { benchSpec, watch } from './watch'

const STARTS = 2
const PAIRS = 3
const PAIR_MS = 2_000
const DRAWN = ['sequential', 'event-loop', 'thread-pool', 'loop-per-core'] as const
const DRAWN_MS = 3_000

/**
 * Opens the window several times, and the last one for a run of four contenders and pairs of short
 * ones. All of it takes about two minutes.
 *
 * @param say told what is begun
 */
export async function benchWindow(
  runtime: Runtime,
  display: string | null,
  say: (line: string) => void,
): Promise<Figure[]> {
  const startsMs: number[] = []
  say(`opening the window ${STARTS + 1} times`)
  for (let start = 0; start < STARTS; start += 1) {
    const opened = await openWindow(runtime, display)
    startsMs.push(opened.startMs)
    await opened.close()
  }
  const opened = await openWindow(runtime, display)
  const { app, page } = opened
  try {
    const drawing: Figure[] = []
    // Told as they come: what is cut short later has them all the same.
    const keep = (figures: readonly Figure[]): void => {
      drawing.push(...figures)
      for (const { name, value, unit } of figures) say(`  ${name}: ${value.toPrecision(3)} ${unit}`)
    }
    say('watching a run')
    keep(await benchDrawing(page))
    say('opening and ticking kept runs')
    keep(await benchLibrary(page))
    say('listing a thousand runs that were never read')
    keep(await benchFirstList(opened, (fill) => openWindow(runtime, display, fill)))
    say('scrubbing a recording of a million events')
    keep(await benchScrubbing(page))
    say(`running ${PAIRS} times with the window shown and hidden`)
    const ratios: number[] = []
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const attached = await watch(page, benchSpec({ durationMs: PAIR_MS }))
      // Hidden windows draw nothing: the engine samples for nobody to see.
      await app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.hide()
      })
      const detached = await watch(page, benchSpec({ durationMs: PAIR_MS }))
      await app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.show()
      })
      ratios.push(attached.jobsPerSecond / detached.jobsPerSecond)
    }
    return [
      { name: 'cold start to a usable window, median', value: median(startsMs), unit: 'ms' },
      ...drawing,
      {
        name: 'jobs/s of the event loop, window shown ÷ hidden, median of pairs',
        value: median(ratios),
        unit: '×',
        bound: { kind: 'at-least', value: 0.99 },
      },
    ]
  } finally {
    await opened.close()
  }
}

async function benchDrawing(page: Page): Promise<Figure[]> {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable')
  const before = await busySeconds()
  const spec = benchSpec({ contenders: [...DRAWN], durationMs: DRAWN_MS, warmupMs: 0 })
  const { events, frameGapsMs } = await watch(page, spec)
  const busyMs = ((await busySeconds()) - before) * 1_000
  const sorted = [...frameGapsMs].sort((a, b) => a - b)
  return [
    {
      name: 'renderer time per update, while four contenders are measured',
      value: busyMs / events,
      unit: 'ms an update',
    },
    { name: 'time between frames meanwhile, median', value: median(sorted), unit: 'ms' },
    {
      name: 'time between frames meanwhile, 99th percentile',
      value: quantileSorted(sorted, 0.99),
      unit: 'ms',
    },
  ]

  async function busySeconds(): Promise<number> {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
  }
}
