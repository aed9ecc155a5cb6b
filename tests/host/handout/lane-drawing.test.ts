import { describe, expect, test } from 'vitest'
import { createTask, sleep, type Coroutine } from '../../../src/engine/loop'
import { drawLanes, type Drawing } from '../../../src/host/handout/lane-drawing'
import { record } from '../../engine/recorder/record'

function* child(steps: number): Coroutine<void> {
  for (let n = 0; n < steps; n += 1) yield* sleep(1)
}

const recorded = (tasks: number, steps: number) =>
  record(function* () {
    const children = Array.from({ length: tasks }, (_, n) =>
      createTask(child(steps), { name: `a child of that number: ${n}` }),
    )
    for (const each of children) yield* each
  })

const isInside = ({ width, height, boxes }: Drawing): boolean =>
  boxes.every(
    (box) =>
      box.x >= 0 && box.y >= 0 && box.x + box.width <= width + 0.01 && box.y + box.height <= height,
  )

describe('the lanes of a recording on paper', () => {
  test('the lanes of a recording on paper have one for the loop and one for each task, all of it inside the drawing', async () => {
    const { strips, extent } = drawLanes(await recorded(2, 2), 'events')
    expect(strips).toHaveLength(1)
    expect(extent).toMatch(/^All \d+ events$/)
    const [strip] = strips
    if (strip === undefined) throw new Error('there is no strip')
    expect(isInside(strip)).toBe(true)
    const names = strip.labels.filter(({ x }) => x === 0).map(({ text }) => text)
    expect(names.slice(0, 2)).toEqual(['loop', 'Task-1'])
    expect(names.slice(2).filter((name) => /^a child of .*…$/.test(name))).toHaveLength(2)
  })

  test('show the loop’s time where it has moved on', async () => {
    const { strips } = drawLanes(await recorded(1, 2), 'events')
    const times = strips[0]?.labels.filter(({ x }) => x > 0).map(({ text }) => text)
    expect(times).toEqual(['0 ms', '1 ms', '2 ms'])
  })

  test('the lanes of a recording on paper are drawn by the loop’s time where a lesson says so', async () => {
    const { strips, extent } = drawLanes(await recorded(2, 10), 'time')
    expect(strips).toHaveLength(1)
    const [strip] = strips
    if (strip === undefined) throw new Error('there is no strip')
    expect(isInside(strip)).toBe(true)
    expect(extent).toMatch(
      /^All \d+ events, by the loop’s time · what takes no time is a thin line$/,
    )
    const times = strip.labels.filter(({ x }) => x > 0).map(({ text }) => text)
    expect(times.slice(0, 3)).toEqual(['0 ms', '1 ms', '2 ms'])
  })

  test('the lanes of a recording on paper are drawn by event where the whole run takes no time', async () => {
    const { extent } = drawLanes(await recorded(1, 0), 'time')
    expect(extent).toMatch(/^All \d+ events$/)
  })

  test('the lanes of a recording on paper are cut into strips where they are long, and say what was left out', async () => {
    const { strips, extent } = drawLanes(await recorded(20, 20), 'events')
    expect(strips).toHaveLength(3)
    for (const strip of strips) expect(isInside(strip)).toBe(true)
    expect(extent).toMatch(/^The first 360 of [\d,]+ events · the 12 tasks in which most happens$/)
  })

  test('tell the phases apart by thickness as well as by colour', async () => {
    const { legend } = drawLanes(await recorded(1, 1), 'events')
    expect(new Set(legend.boxes.map(({ height }) => height)).size).toBe(3)
    expect(new Set(legend.boxes.map(({ tone }) => tone)).size).toBe(3)
  })
})
