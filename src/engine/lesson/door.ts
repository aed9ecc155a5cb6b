import { describedAs } from '../recorder/recording/event'
import {
  eventAt,
  eventCount,
  nameOf,
  thingKind,
  timeAt,
  type Recording,
} from '../recorder/recording/recording'
import type { DoorPlan } from './stage'

/** A stretch of the loop's time, milliseconds. */
interface Stretch {
  readonly fromMs: number
  readonly toMs: number
}

/** One sleep of the task that waits at the door, and when it came in after it. */
interface Visit {
  /** When it fell asleep. */
  readonly fromMs: number
  /** When it was to come in. */
  readonly dueMs: number
  /** When it came in; the end of the run where it never did. */
  readonly inMs: number
}

/** A recorded run as two tasks at one door. */
interface DoorRun extends Stretch {
  /** When the core was held. */
  readonly holds: readonly Stretch[]
  /** In their order. */
  readonly visits: readonly Visit[]
}

/** What is seen at the door at one moment. */
interface DoorMoment {
  /** Whether the core is held. */
  readonly isHeld: boolean
  /** How long the task has been waiting at the door; 0 where it does not. */
  readonly lateMs: number
  /** The most that it was late until then. */
  readonly worstMs: number
  /** How far its sleep has come, from 0 to 1 at the door. */
  readonly wayShare: number
  /** How long it is since it last came in; infinite where it never did. */
  readonly sinceInMs: number
}

/** Finds in a recorded run when the core was held, and when the other task was due and came in. */
export function doorRun(recording: Recording, { waiting, holding }: DoorPlan): DoorRun {
  const length = eventCount(recording)
  const toMs = length === 0 ? 0 : timeAt(recording, length - 1)
  const holds: Stretch[] = []
  const visits: Visit[] = []
  let heldFromMs: number | null = null
  let asleep: Omit<Visit, 'inMs'> | null = null
  for (let at = 0; at < length; at += 1) {
    const { kind, subject, object, atMs } = eventAt(recording, at)
    const { runs } = describedAs(kind)
    if (runs === 'neither' || thingKind(recording, subject) !== 'task') continue
    const name = nameOf(recording, subject)
    if (name === holding) {
      if (runs === 'begins') heldFromMs = atMs
      else if (heldFromMs !== null) {
        if (atMs > heldFromMs) holds.push({ fromMs: heldFromMs, toMs: atMs })
        heldFromMs = null
      }
    }
    if (name !== waiting) continue
    if (runs === 'begins') {
      // A task that is cancelled comes in before it is due.
      if (asleep !== null && atMs >= asleep.dueMs) visits.push({ ...asleep, inMs: atMs })
      asleep = null
    } else if (kind === 'step-awaiting') {
      const dueMs = recording.things.whenMs[object] ?? NaN
      asleep = Number.isNaN(dueMs) ? null : { fromMs: atMs, dueMs }
    }
  }
  if (heldFromMs !== null && toMs > heldFromMs) holds.push({ fromMs: heldFromMs, toMs })
  if (asleep !== null && asleep.dueMs < toMs) visits.push({ ...asleep, inMs: toMs })
  return { fromMs: length === 0 ? 0 : timeAt(recording, 0), toMs, holds, visits }
}

/** What is seen at a moment of the loop's time. */
export function doorAt({ holds, visits }: DoorRun, atMs: number): DoorMoment {
  const past = visits.filter(({ inMs }) => inMs <= atMs)
  const now = visits.find(({ fromMs, inMs }) => fromMs <= atMs && atMs < inMs)
  const lateMs = now === undefined ? 0 : Math.max(0, atMs - now.dueMs)
  return {
    isHeld: holds.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs),
    lateMs,
    worstMs: Math.max(lateMs, ...past.map(({ dueMs, inMs }) => inMs - dueMs), 0),
    wayShare: now === undefined ? 0 : wayShare(now, atMs),
    sinceInMs: atMs - (past.at(-1)?.inMs ?? -Infinity),
  }
}

function wayShare({ fromMs, dueMs }: Visit, atMs: number): number {
  return dueMs <= fromMs ? 1 : Math.min(1, (atMs - fromMs) / (dueMs - fromMs))
}

/**
 * The moment at which the task has waited longest at the door, just before it comes in; the end of
 * the run where it never waits.
 */
export function worstMoment({ visits, toMs }: DoorRun): number {
  const worst = visits.reduce<Visit | null>(
    (most, visit) =>
      most === null || visit.inMs - visit.dueMs > most.inMs - most.dueMs ? visit : most,
    null,
  )
  if (worst === null || worst.inMs <= worst.dueMs) return toMs
  return worst.dueMs + (worst.inMs - worst.dueMs) * 0.999
}
