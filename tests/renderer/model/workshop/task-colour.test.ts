import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Replay, type Recording } from '../../../../src/contract/workshop/recording'
import { createTask, sleep, type Coroutine } from '../../../../src/engine/loop'
import { lineMarks } from '../../../../src/renderer/model/workshop/line-marks'
import {
  TASK_COLOURS,
  taskColour,
  taskNumber,
} from '../../../../src/renderer/model/workshop/task-colour'
import { queueWords } from '../../../../src/renderer/model/workshop/task-tree'
import { record } from '../../../engine/recorder/record'

type Rgb = readonly [red: number, green: number, blue: number]

/** What people see who lack a kind of cone: Machado, Oliveira and Fernandes 2009, severity 1. */
const sights: Readonly<Record<string, readonly Rgb[]>> = {
  everybody: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'who sees no red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'who sees no green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'who sees no blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
const css = readFileSync(
  join(import.meta.dirname, '../../../../src/renderer/style/tokens.css'),
  'utf8',
)
const [light = '', dark = ''] = css.split("[data-theme='dark']")

/** A colour of a theme, linear, each part from 0 to 1. */
function tokenOf(theme: string, name: string): Rgb {
  const [, hex = ''] = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(theme) ?? []
  const part = (at: number): number => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [part(0), part(2), part(4)]
}
const times = (rows: readonly Rgb[], [r, g, b]: Rgb): Rgb => {
  const [red = 0, green = 0, blue = 0] = rows.map((row) => row[0] * r + row[1] * g + row[2] * b)
  return [red, green, blue]
}
const luminance = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b
/** As WCAG 2 defines it. */
function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}
/** How far apart two colours are in OKLab (Ottosson 2020). */
function distance(one: Rgb, other: Rgb): number {
  const lab = (rgb: Rgb): Rgb => {
    const [l, m, s] = times(
      [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ],
      rgb,
    )
    return times(
      [
        [0.2104542553, 0.793617785, -0.0040720468],
        [1.9779984951, -2.428592205, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.808675766],
      ],
      [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)],
    )
  }
  const [a, b] = [lab(one), lab(other)]
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

describe.each([
  ['light', light],
  ['dark', dark],
])('the colours of tasks in the %s theme', (_, theme) => {
  const colours = Array.from({ length: TASK_COLOURS }, (_each, at) => tokenOf(theme, `task-${at}`))

  it('the colours of tasks are readable under text, and seen on every ground', () => {
    for (const colour of colours) {
      expect(contrast(colour, tokenOf(theme, 'on-ink'))).toBeGreaterThanOrEqual(4.5)
      for (const ground of ['ground', 'surface', 'sunken', 'hover']) {
        expect(contrast(colour, tokenOf(theme, ground))).toBeGreaterThanOrEqual(3)
      }
    }
  })

  it.each(Object.entries(sights))('the colours of tasks can be told apart by %s', (_who, sight) => {
    for (const [at, colour] of colours.entries()) {
      for (const other of colours.slice(at + 1)) {
        expect(distance(times(sight, colour), times(sight, other))).toBeGreaterThan(0.09)
      }
    }
  })
})

describe('the colour of a task', () => {
  let recording: Recording
  let replay: Replay
  beforeAll(async () => {
    function* short(): Coroutine<void> {
      yield* sleep(1)
    }
    recording = await record(function* () {
      const tasks = Array.from({ length: 7 }, (_, at) =>
        createTask(short(), { name: `short ${at}` }),
      )
      for (const task of tasks) yield* task
    })
    replay = new Replay(recording)
  })

  it('the colour of a task goes by its number in the order of creation, and begins anew after the last', () => {
    const { tasks } = replay.jumpTo(replay.length)
    const numbers = tasks.map(({ task }) => taskNumber(recording, task))
    expect(numbers).toEqual(tasks.map((_, at) => at + 1))
    const colours = tasks.slice(0, 8).map(({ task }) => taskColour(recording, task))
    expect(colours).toEqual([0, 1, 2, 3, 4, 5, 0, 1])
    expect(taskColour(recording, -1)).toBeNull()
  })

  it('the colour of a task is the same where it sleeps and where it stands in the program', () => {
    const states = Array.from({ length: replay.length }, (_, at) => replay.jumpTo(at))
    const asleep = states.find(({ timers }) => timers.length === 7) ?? replay.state
    const timers = asleep.timers.map(({ timer }) => timer)
    const [sleeping] = queueWords(recording, asleep, timers, 1).entries
    const [task = -1] = sleeping?.tasks ?? []
    const site = { functionName: 'short', line: 3, text: 'sleep(1)' }
    const placed: Recording = {
      ...recording,
      places: { site: Int32Array.of(0), caller: Int32Array.of(-1) },
      sites: [site],
    }
    const tasks = asleep.tasks.map((each) => ({ ...each, place: each.task === task ? 0 : -1 }))
    expect(lineMarks(placed, { ...asleep, tasks })).toEqual([
      {
        line: 3,
        kind: 'suspended',
        parts: [{ text: 'short 0', colour: taskColour(recording, task) }],
      },
    ])
    expect(taskColour(recording, task)).not.toBeNull()
  })
})
