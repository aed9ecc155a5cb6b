import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { chartsOf } from '../../src/charts/charts-of'
import type { NamedChart } from '../../src/charts/named-chart'
import { withDrawing } from '../../src/host/export/picture/render'
import { syntheticResult, syntheticSpec, syntheticSweep, typical } from './synthetic-result'
import { syntheticCost, syntheticMemory } from './synthetic-survey'

/** A line of text where it was drawn, in pixels. */
interface Line {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

type Context = Pick<SKRSContext2D, 'fillText'>
const prototype = Object.getPrototypeOf(createCanvas(1, 1).getContext('2d')) as Context
const fillText = Object.getOwnPropertyDescriptor(prototype, 'fillText')
  ?.value as Context['fillText']
let drawn: Line[] = []

beforeEach(() => {
  vi.spyOn(prototype, 'fillText').mockImplementation(function (this: Context, text, x, y) {
    const context = this as SKRSContext2D
    const size = Number(/(\d+(?:\.\d+)?)px/.exec(context.font)?.[1])
    const { width } = context.measureText(text)
    const { e, f, b } = context.getTransform()
    // Titles of axes are turned; a heading never is.
    if (b === 0 && context.textAlign === 'left') {
      const middle = context.textBaseline === 'middle' ? f + y : f + y - 0.35 * size
      drawn.push({
        text,
        left: e + x,
        right: e + x + width,
        top: middle - size * 0.4,
        bottom: middle + size * 0.4,
      })
    }
    fillText.call(this, text, x, y)
  })
})
afterEach(() => vi.restoreAllMocks())

/** What was drawn of a heading: its title and its subtitle. */
async function headingOf(chart: NamedChart): Promise<Line[]> {
  const { title, subtitle } = chart.config.options?.plugins?.heading ?? {}
  const whole = [title, subtitle].join(' ').replaceAll(/\s/g, '')
  drawn = []
  await withDrawing(chart, () => undefined)
  const limit = chart.height * 0.45
  return drawn.filter(
    ({ text, top }) => top < limit && whole.includes(text.replaceAll(/[\s…]/g, '')),
  )
}

const busy = syntheticResult(
  { ...typical, 'thread-pool': { ...typical['thread-pool'], status: 'failed', error: 'it ended' } },
  syntheticSpec({
    name: 'a run with a name that is long, as people give them',
    load: open(20_000),
  }),
)

function open(arrivalsPerSecond: number) {
  return { kind: 'open', arrivalsPerSecond, arrivals: 'poisson' } as const
}

const subjects: Record<string, Parameters<typeof chartsOf>[0]> = {
  'a run': syntheticResult(),
  'a run that went wrong': busy,
  'a sweep': syntheticSweep('concurrency', [1, 10, 1_000], (concurrency) =>
    syntheticResult(typical, syntheticSpec({ concurrency })),
  ),
  'what things cost': syntheticCost({ 'loop-iteration': [30, 31, 40] }),
  'what waiting takes': syntheticMemory({ threads: { 1: 9e6, 10: 8e6 } }),
}

test.each(Object.entries(subjects))(
  'the heading of a narrow chart of %s stays within it, and no line lies over another',
  async (_, subject) => {
    for (const width of [240, 320, 420, 559]) {
      for (const chart of chartsOf(subject, { width, height: 320 })) {
        const lines = await headingOf(chart)
        expect(lines.length).toBeGreaterThan(0)
        for (const [index, line] of lines.entries()) {
          const isWithin = line.left >= 0 && line.right <= width + 1
          expect({ width, chart: chart.name, line, isWithin }).toMatchObject({ isWithin: true })
          for (const other of lines.slice(index + 1)) {
            const isApart =
              other.left >= line.right ||
              line.left >= other.right ||
              other.top >= line.bottom ||
              line.top >= other.bottom
            expect({ width, chart: chart.name, line, other, isApart }).toMatchObject({
              isApart: true,
            })
          }
        }
      }
    }
  },
)
