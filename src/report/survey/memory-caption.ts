import type { MemoryProgress } from '../../engine/footprint/footprint-message'
import type { MemoryResult, Stop, Waiter, WaiterName } from '../../engine/footprint/memory-result'
import {
  bytesPerWaiting,
  noiseOf,
  wholeProcess,
  type ByteSummary,
} from '../../engine/footprint/memory-summary'
import { machineOf } from '../caption'
import { figure, moment, size } from '../format'
import type { Note } from '../note/note'
import type { Verdict } from '../verdict/verdict'

/** What waits, for a table or beside a line. */
export const waiterLabels: Record<WaiterName, string> = {
  'loop-tasks': 'tasks of the loop',
  'native-promises': 'native promises with timers',
  threads: 'blocked worker threads',
}

/** The same beside a line that has no room for more. */
export const waiterShortLabels: Record<WaiterName, string> = {
  'loop-tasks': 'tasks',
  'native-promises': 'promises',
  threads: 'threads',
}

/** What is measured next, while it is measured. */
export const memoryStep = ({ name, count }: MemoryProgress): string =>
  count === 0
    ? `${waiterLabels[name]}: none, to compare with`
    : `${count.toLocaleString('en')} ${waiterLabels[name]}`

/** One of them, to begin a sentence with. */
const singular: Record<WaiterName, string> = {
  'loop-tasks': 'A waiting task of the loop',
  'native-promises': 'A native promise waiting for its timer',
  threads: 'A blocked worker thread',
}

/** Protocol, machine, runtime and date in two lines. */
export const memorySubtitle = ({ rounds, environment, startedAt }: MemoryResult): string => {
  const processes = rounds === 1 ? '1 process' : `median of ${rounds} processes`
  return `${processes} per count, each for that count alone · resident memory\n${machineOf(environment)} · ${moment(startedAt)}`
}

/** The figure at the highest count that has one. */
const lastFigure = (
  waiter: Waiter,
  noiseBytes: number,
): { readonly count: number; readonly each: ByteSummary } | null => {
  const found = waiter.points.flatMap((point) => {
    const each = bytesPerWaiting(point, noiseBytes)
    return each === null ? [] : [{ count: point.count, each }]
  })
  return found.at(-1) ?? null
}

/** A single process has no range. */
const rangeOf = ({ least, most }: { readonly least: number; readonly most: number }): string =>
  least === most ? '' : `${size(least)} to ${size(most)}, `

/** What follows from the figures. */
export const memoryVerdict = (result: MemoryResult): Verdict => {
  const { waiters } = result
  const noiseBytes = noiseOf(result)
  const last = new Map(waiters.map((waiter) => [waiter.name, lastFigure(waiter, noiseBytes)]))
  const figures = waiters.flatMap(({ name }) => {
    const found = last.get(name)
    if (found == null) return []
    const { each, count: at } = found
    return [
      `${singular[name]} holds ${size(each.median)} (${rangeOf(each)}at ${at.toLocaleString('en')}).`,
    ]
  })
  const task = last.get('loop-tasks')
  const thread = last.get('threads')
  if (task == null || thread == null) {
    return {
      kind: 'no-claim',
      headline: 'Tasks and threads cannot be compared: one of them has no figure.',
      figures,
      advice: 'Let the survey run to its end, with memory free.',
      reasons: [],
    }
  }
  const ratio = thread.each.median / task.each.median
  return {
    kind: 'claim',
    headline: `In the memory of one waiting thread ${figure(ratio)} tasks of the loop can wait.`,
    figures,
    advice: `For many waits take tasks; 1,000 waiting threads would hold ${size(thread.each.median * 1_000)}.`,
    reasons: [],
  }
}

/**
 * What a whole process held with the most tasks, and with the most threads: "A process holds 460
 * MiB with 1,000,000 tasks of the loop, 4 GiB with 512 blocked worker threads". Null where neither
 * was measured.
 */
export const wholeProcessTitle = ({ waiters }: MemoryResult): string | null => {
  const each = (['loop-tasks', 'threads'] as const).flatMap((name) => {
    const points = waiters.find((waiter) => waiter.name === name)?.points ?? []
    const held = points.flatMap((point) => {
      const whole = wholeProcess(point)
      const most = point.count.toLocaleString('en')
      return whole === null ? [] : [`${size(whole.median)} with ${most} ${waiterLabels[name]}`]
    })
    return held.slice(-1)
  })
  return each.length === 0 ? null : `A process holds ${each.join(', ')}`
}

/** What a reader must know: where a kind stopped and why, and below what there is no figure. */
export const memoryNotes = (result: MemoryResult): Note[] => [
  ...result.waiters.flatMap(({ name, stop }) => stopNote(name, stop)),
  ...smallNote(result),
]

const stopNote = (name: WaiterName, stop: Stop): Note[] => {
  const what = waiterLabels[name]
  switch (stop.reason) {
    case 'all-counts':
      return []
    case 'too-little-memory': {
      const text = `${what}: stopped before ${stop.count.toLocaleString('en')}, which need about ${size(stop.neededBytes)}. Only ${size(stop.usableBytes)} may be used: free some for more.`
      return [{ tone: 'information', text }]
    }
    case 'refused': {
      const text = `${what}: ${stop.reached.toLocaleString('en')} of ${stop.count.toLocaleString('en')} came to wait: “${stop.message}”. Raise the system’s limit for more.`
      return [{ tone: 'caution', text }]
    }
    case 'failed': {
      const text = `${what}: failed at ${stop.count.toLocaleString('en')}: “${stop.message}”. Mend that, then measure again.`
      return [{ tone: 'fault', text }]
    }
    case 'cancelled':
      return [
        {
          tone: 'caution',
          text: `${what}: cancelled at ${stop.count.toLocaleString('en')}. Measure again for the rest.`,
        },
      ]
  }
}

const smallNote = (result: MemoryResult): Note[] => {
  const noiseBytes = noiseOf(result)
  const points = result.waiters.flatMap((waiter) => waiter.points)
  if (points.every((point) => bytesPerWaiting(point, noiseBytes) !== null)) return []
  const text = `No bytes each where a process grew by less than 10 times its own noise, ${size(noiseBytes)}.`
  return [{ tone: 'information', text }]
}
