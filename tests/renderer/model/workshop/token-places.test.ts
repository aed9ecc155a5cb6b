import { beforeAll, describe, expect, it } from 'vitest'
import { createTask, sleep, type Coroutine } from '../../../../src/engine/loop'
import {
  Replay,
  nameOf,
  type LoopState,
  type Recording,
} from '../../../../src/contract/workshop/recording'
import {
  RING,
  tokenPlaces,
  TOKENS_HIGH,
  type Token,
} from '../../../../src/renderer/model/workshop/token-places'
import { record } from '../../../engine/recorder/record'

const WIDE = 20

/** A run of so many tasks that sleep and pause, and at most `most` of its states. */
async function runOf(
  count: number,
  most = 1_000,
): Promise<{ recording: Recording; states: LoopState[] }> {
  function* child(ms: number): Coroutine<void> {
    yield* sleep(ms)
    yield* sleep(0)
  }
  const recording = await record(function* () {
    const tasks = Array.from({ length: count }, (_, n) =>
      createTask(child(n + 1), { name: `child ${n}` }),
    )
    for (const task of tasks) yield* task
  })
  const replay = new Replay(recording)
  const step = Math.max(1, Math.ceil(replay.length / most))
  const states: LoopState[] = []
  for (let at = 0; at <= replay.length; at += step) states.push(replay.jumpTo(at))
  return { recording, states }
}

describe('tokens', () => {
  let recording: Recording
  let states: LoopState[]
  beforeAll(async () => {
    ;({ recording, states } = await runOf(3))
  })

  it('tokens stand for every task that is not done, once, at every moment of a run', () => {
    for (const state of states) {
      const { tokens } = tokenPlaces(recording, state, WIDE)
      const things = tokens.map(({ thing }) => thing)
      expect(new Set(things).size).toBe(things.length)
      const alive = state.tasks
        .filter(({ phase }) => ['ready', 'running', 'waiting'].includes(phase))
        .map(({ task }) => task)
      expect(things).toEqual(expect.arrayContaining(alive))
    }
  })

  it('tokens are where their task is: in the ring, in its middle, at a timer, or at a future', () => {
    const spotOf = (state: LoopState, name: string): string | undefined =>
      tokenPlaces(recording, state, WIDE).tokens.find(
        ({ thing }) => nameOf(recording, thing) === name,
      )?.spot
    const spots = states.map((state) => spotOf(state, 'child 0'))
    const inOrder = spots.filter((spot, at) => spot !== undefined && spot !== spots[at - 1])
    // Its timer's callback comes before its own second step.
    expect(inOrder.slice(0, 4)).toEqual(['ready', 'running', 'timer', 'ready'])
    expect(spots).toContain('running')
    const main = states.map((state) => spotOf(state, 'Task-1'))
    expect(main).toContain('future')
  })

  it('tokens of a timer that is due are told from the task itself', () => {
    const others = states
      .flatMap((state) => tokenPlaces(recording, state, WIDE).tokens)
      .filter(({ isItself }) => !isItself)
    expect(others.length).toBeGreaterThan(0)
    expect(others.every(({ spot }) => spot === 'ready' || spot === 'running')).toBe(true)
  })

  it('tokens stand in the ring in the order of the queue, the next one on top', () => {
    const longest = states.reduce((a, b) => (b.ready.length > a.ready.length ? b : a))
    const ring = tokenPlaces(recording, longest, WIDE).tokens.filter(({ spot }) => spot === 'ready')
    expect(ring.map(({ thing }) => thing)).toEqual(longest.ready)
    const [first, second] = ring
    expect(first).toMatchObject({ x: RING.x, y: RING.y - RING.radius })
    expect(second?.x).toBeGreaterThan(RING.x)
  })

  it.each([1, 30, 100])(
    'tokens of %i tasks overlap nowhere and stay within the drawing',
    async (count) => {
      const many = await runOf(count, 40)
      for (const state of many.states) {
        const { tokens, more } = tokenPlaces(many.recording, state, WIDE)
        const alive = state.tasks.filter(({ phase }) => ['ready', 'waiting'].includes(phase)).length
        const hidden = more.ready + more.timer + more.future
        expect(tokens.length + hidden).toBeGreaterThanOrEqual(alive)
        expect(hidden).toBe(0)
        expect(overlaps(tokens)).toEqual([])
        for (const { x, y, size } of tokens) {
          expect(Math.min(x, y) - size / 2).toBeGreaterThanOrEqual(0)
          expect(x + size / 2).toBeLessThanOrEqual(WIDE)
          expect(y + size / 2).toBeLessThanOrEqual(TOKENS_HIGH)
        }
      }
    },
  )

  it('tokens that have no room are counted', async () => {
    const many = await runOf(400, 40)
    const full = many.states.reduce((a, b) => (b.timers.length > a.timers.length ? b : a))
    const { tokens, more } = tokenPlaces(many.recording, full, WIDE)
    expect(more.timer).toBeGreaterThan(0)
    const timers = tokens.filter(({ spot }) => spot === 'timer').length
    expect(timers + more.timer).toBe(full.timers.length)
  })
})

/** Pairs of tokens, other than those that run, that cover each other. */
function overlaps(tokens: readonly Token[]): [number, number][] {
  return tokens.flatMap((a, at) =>
    tokens.slice(at + 1).flatMap((b): [number, number][] => {
      const isApart = Math.hypot(a.x - b.x, a.y - b.y) >= ((a.size + b.size) / 2) * 0.98
      const doRun = a.spot === 'running' && b.spot === 'running'
      return isApart || doRun ? [] : [[a.thing, b.thing]]
    }),
  )
}
