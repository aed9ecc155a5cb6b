import type { Page } from 'playwright-core'
import { median, quantileSorted } from 'simple-statistics'
import { gather, run, sleep, VirtualClock, type Coroutine } from '../../../src/engine/loop'
import { Recorder } from '../../../src/engine/recorder/recorder'
import { packRecording } from '../../../src/engine/recorder/recording/recording-file'
import type { Figure } from '../../bench/figure'

const EVENTS = 1_000_000
const TASKS = 100
const JUMPS = 300
/** A step of a counter has about two events, and some go to the iterations. */
const STEPS = EVENTS / TASKS

/** Opens a recording of a million events in the workshop and jumps about in it, once a frame. */
export async function benchScrubbing(page: Page): Promise<Figure[]> {
  await page.getByRole('button', { name: 'Workshop' }).click()
  await page.getByRole('button', { name: /^12\b/ }).waitFor()
  await page.locator('input[type=file]').setInputFiles({
    name: 'million.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(await packRecording(await recordMillion()))),
  })
  const slider = page.getByRole('slider', { name: 'Event' })
  await slider.waitFor()
  const { events, gapsMs } = await slider.evaluate(async (element, jumps) => {
    const input = element as HTMLInputElement
    const length = Number(input.max)
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
    const jump = (to: number): void => {
      input.value = String(to)
      input.dispatchEvent(new Event('input'))
    }
    jump(length)
    const gaps: number[] = []
    let last = await frame()
    for (let n = 1; n <= jumps; n += 1) {
      jump((n * 7_919_993) % length)
      const now = await frame()
      gaps.push(now - last)
      last = now
    }
    return { events: length, gapsMs: gaps.sort((a, b) => a - b) }
  }, JUMPS)
  const name = (what: string): string =>
    `frames while ${events.toLocaleString('en')} events are scrubbed, ${what}`
  return [
    {
      name: name('median gap'),
      value: median(gapsMs),
      unit: 'ms',
      bound: { kind: 'at-most', value: 17 },
    },
    { name: name('95th percentile'), value: quantileSorted(gapsMs, 0.95), unit: 'ms' },
  ]
}

async function recordMillion() {
  const clock = new VirtualClock()
  const recorder = new Recorder({
    clock: 'virtual',
    now: () => clock.now(),
    maxEvents: EVENTS,
  })
  await run(counters(), { clock, instruments: [recorder] })
  return recorder.finish()
}

function* counters(): Coroutine<void> {
  yield* gather(Array.from({ length: TASKS }, () => counter()))
}

function* counter(): Coroutine<void> {
  for (let n = 0; n < STEPS; n += 1) yield* sleep(0)
}
