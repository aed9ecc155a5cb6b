import { thingKind, type LoopState, type Recording } from '../../../contract/workshop/recording'

/** Where in the loop a token is. */
export type TokenSpot = 'ready' | 'running' | 'timer' | 'future'

/**
 * A task where it is at present, or a callback that no task waits for; in letters of the drawing.
 */
export interface Token {
  /** The task, else the callback. */
  readonly thing: number
  readonly spot: TokenSpot
  /** False where not the task itself is there, but the timer or future that will wake it. */
  readonly isItself: boolean
  /** Of its middle, from the drawing's upper left corner. */
  readonly x: number
  readonly y: number
  /** Its diameter. */
  readonly size: number
}

/** All tokens of a moment, and how many more there was no room for. */
interface TokenPlaces {
  readonly tokens: readonly Token[]
  readonly more: Readonly<Record<TokenSpot, number>>
}

/**
 * The drawing's height, and the middle and radius of the ring that is the ready queue, in letters.
 */
export const TOKENS_HIGH = 6.5
export const RING = { x: 4.3, y: 3.25, radius: 2.5 } as const

/** Where what waits begins: timers above, everything else that is awaited below. */
const WAITING_X = 8
const TIMERS_Y = 1.15
const FUTURES_Y = 4.45
const WAITING_HIGH = 2
const RUNNING_SIZE = 1.8
/** From large to small: as large as all have room. */
const SIZES = [1.3, 1, 0.75, 0.55, 0.42, 0.36] as const
/** Tokens of a ring keep so much of their diameter from each other. */
const APART = 1.08
/** Within it is what runs. */
const LEAST_RADIUS = 1.3

/** A place for a token. */
type Place = Pick<Token, 'x' | 'y' | 'size'>

/** What is at a spot, in its order. */
type Entry = Pick<Token, 'thing' | 'isItself'>

/**
 * Where each task that is not done is, as a drawing of `widthLetters`: in the ring of the ready
 * queue, the next to run on top and then clockwise; in its middle, where it runs; at its timer, the
 * soonest first; or at something else that it awaits.
 */
export function tokenPlaces(
  recording: Recording,
  state: LoopState,
  widthLetters: number,
): TokenPlaces {
  const spots = entriesOf(recording, state)
  const wide = widthLetters - WAITING_X
  const places: Readonly<Record<TokenSpot, readonly Place[]>> = {
    ready: ringPlaces(spots.ready.length),
    running: spots.running.map((_, at) => ({
      x: RING.x + at * 0.4,
      y: RING.y,
      size: RUNNING_SIZE,
    })),
    timer: gridPlaces(spots.timer.length, wide, TIMERS_Y),
    future: gridPlaces(spots.future.length, wide, FUTURES_Y),
  }
  const more = { ready: 0, running: 0, timer: 0, future: 0 }
  const tokens = (Object.keys(spots) as TokenSpot[]).flatMap((spot) => {
    more[spot] = Math.max(0, spots[spot].length - places[spot].length)
    return places[spot].flatMap((place, at): Token[] => {
      const entry = spots[spot][at]
      return entry === undefined ? [] : [{ ...entry, ...place, spot }]
    })
  })
  return { tokens, more }
}

function entriesOf(recording: Recording, state: LoopState): Record<TokenSpot, Entry[]> {
  const { ready, running, timers, tasks } = state
  // A task that was woken is in the queue already, whatever its timer does.
  const asleep = tasks.filter(({ phase }) => phase === 'waiting')
  const awaiting = new Map(asleep.map(({ task, waitsFor }) => [waitsFor, task]))
  const placed = new Set<number>()
  /** The task itself, or the one that waits for this thing; the thing where no task does. */
  const entry = (thing: number): Entry[] => {
    const isTask = thingKind(recording, thing) === 'task'
    const task = isTask ? thing : awaiting.get(thing)
    const shown = task === undefined || placed.has(task) ? thing : task
    if (placed.has(shown)) return []
    placed.add(shown)
    return [{ thing: shown, isItself: isTask }]
  }
  const inPhase = (phase: string): number[] =>
    tasks.filter((each) => each.phase === phase).map(({ task }) => task)
  // A task within whose step an eager one runs is running too, below it.
  const steps = inPhase('running').filter((task) => task !== running)
  return {
    running: [...steps, ...(running < 0 ? [] : [running])].flatMap(entry),
    ready: [...ready, ...inPhase('ready')].flatMap(entry),
    timer: timers
      .flatMap(({ timer }) => entry(timer))
      .map(({ thing }) => ({ thing, isItself: true })),
    future: asleep.flatMap(({ task }) => entry(task)),
  }
}

/**
 * Places on a ring, from the top clockwise, and on rings within it where one has no room for all.
 */
function ringPlaces(count: number): Place[] {
  const size = SIZES.find(
    (each) => ringsOf(each).reduce((room, ring) => room + ring.room, 0) >= count,
  )
  const rings = ringsOf(size ?? SIZES[SIZES.length - 1] ?? 1)
  const places = rings.flatMap(({ radius, room, size: diameter }) =>
    Array.from({ length: room }, (_, at) => {
      const angle = (at / room) * 2 * Math.PI
      return {
        x: RING.x + radius * Math.sin(angle),
        y: RING.y - radius * Math.cos(angle),
        size: diameter,
      }
    }),
  )
  return places.slice(0, count)
}

function ringsOf(size: number): { radius: number; room: number; size: number }[] {
  const step = size * APART
  const count = Math.floor((RING.radius - LEAST_RADIUS) / step) + 1
  return Array.from({ length: count }, (_, at) => {
    const radius = RING.radius - at * step
    return { radius, room: Math.floor((2 * Math.PI * radius) / step), size }
  })
}

/** Places in rows, as large as all have room in so many letters across. */
function gridPlaces(count: number, wide: number, top: number): Place[] {
  const roomOf = (size: number): { columns: number; rows: number } => ({
    columns: Math.max(1, Math.floor(wide / (size * APART))),
    rows: Math.max(1, Math.floor(WAITING_HIGH / (size * APART))),
  })
  const least = SIZES[SIZES.length - 1] ?? 1
  const size =
    SIZES.find((each) => {
      const { columns, rows } = roomOf(each)
      return columns * rows >= count
    }) ?? least
  const { columns, rows } = roomOf(size)
  const step = size * APART
  return Array.from({ length: Math.min(count, columns * rows) }, (_, at) => ({
    x: WAITING_X + ((at % columns) + 0.5) * step,
    y: top + (Math.floor(at / columns) + 0.5) * step,
    size,
  }))
}
