import { createCanvas } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { lanesBetween, Replay } from '../../../../src/contract/workshop/recording'
import { createTask, sleep, type Coroutine } from '../../../../src/engine/loop'
import { drawLanes, placeAt } from '../../../../src/renderer/workshop/player/draw-lanes'
import { record } from '../../../engine/recorder/record'

const WIDTH_PX = 400
const ROW_PX = 20
const AXIS = { namesPx: 100, perUnitPx: 10, letterPx: 14 }

function* short(): Coroutine<void> {
  yield* sleep(1)
}

/**
 * The lanes of a run of one task, on a canvas wider than they may be; the paint of a part of it.
 */
async function painted(marks: readonly { at: number; text: string }[]) {
  const recording = await record(function* () {
    yield* createTask(short(), { name: 'short' })
  })
  const canvas = createCanvas(WIDTH_PX * 2, ROW_PX * 10)
  const context = canvas.getContext('2d')
  const lanes = lanesBetween(new Replay(recording), 0, 1, 1)
  drawLanes(
    context,
    { recording, lanes, cursor: 0, marks, widthPx: WIDTH_PX, rowPx: ROW_PX, ...AXIS },
    { tasks: ['#00f', '#0f0'], soft: '#888', ink: '#000' },
  )
  const axisTop = (lanes.tasks.length + 1) * ROW_PX
  /** How many pixels of the axis have paint, from one x to another. */
  return (fromPx: number, toPx: number): number => {
    // Below the marks themselves, which are 4 px high.
    const { data } = context.getImageData(fromPx, axisTop + 5, toPx - fromPx, ROW_PX - 5)
    return data.filter((_, index) => index % 4 === 3).filter((alpha) => alpha > 0).length
  }
}

/** The alpha of a pixel in the middle of the first task's lane, from one event to the last. */
async function laneOfTask(cursor: number) {
  const recording = await record(function* () {
    yield* createTask(short(), { name: 'short' })
  })
  const canvas = createCanvas(WIDTH_PX, ROW_PX * 10)
  const context = canvas.getContext('2d')
  const replay = new Replay(recording)
  const lanes = lanesBetween(replay, 0, replay.length, 4)
  const drawing = { recording, lanes, cursor, marks: [], widthPx: WIDTH_PX, rowPx: ROW_PX, ...AXIS }
  drawLanes(context, drawing, { tasks: ['#0000ff', '#00ff00'], soft: '#888', ink: '#000' })
  return (event: number): number[] => [
    ...context.getImageData(AXIS.namesPx + event * AXIS.perUnitPx + 5, ROW_PX * 1.5, 1, 1).data,
  ]
}

describe('the drawing of the lanes', () => {
  it('draws what happened in the colour of its task, and what is to come faint', async () => {
    const pixelAt = await laneOfTask(3)
    const [red, green, blue, alpha] = pixelAt(1)
    expect([red, green, blue, alpha]).toEqual([0, 0, 255, 255])
    expect(pixelAt(4)[3]).toBeGreaterThan(20)
    expect(pixelAt(4)[3]).toBeLessThan(120)
  })

  it('knows the place below a point, and none below the names', async () => {
    const recording = await record(short)
    const lanes = { ...lanesBetween(new Replay(recording), 0, 3, 1), from: 7 }
    expect(placeAt({ lanes, ...AXIS }, 100)).toBe(7)
    expect(placeAt({ lanes, ...AXIS }, 125)).toBe(9.5)
    expect(placeAt({ lanes, ...AXIS }, 99)).toBeNull()
  })

  it('writes a time right of its mark', async () => {
    const paint = await painted([{ at: 5, text: '100 ms' }])
    expect(paint(150, 210)).toBeGreaterThan(20)
    expect(paint(110, 150)).toBe(0)
  })

  it('keeps the last time within it, where its mark is at the very end', async () => {
    const paint = await painted([{ at: 29, text: '12,345 ms' }])
    expect(paint(WIDTH_PX - 40, WIDTH_PX)).toBeGreaterThan(20)
    expect(paint(WIDTH_PX + 1, WIDTH_PX * 2)).toBe(0)
  })

  it('leaves out a last time that would lie over the one before', async () => {
    const alone = await painted([{ at: 26, text: '12,345 ms' }])
    const both = await painted([
      { at: 26, text: '12,345 ms' },
      { at: 29, text: '12,346 ms' },
    ])
    expect(both(100, WIDTH_PX)).toBe(alone(100, WIDTH_PX))
  })
})
