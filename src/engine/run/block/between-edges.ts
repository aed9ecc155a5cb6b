import type { CountedError } from '../../measure/error-counts'
import type { TaskSwitches } from '../../measure/cpu/linux-task'
import type { OthersReading } from '../../measure/machine/machine'
import type { ThrottleReading } from '../../measure/processors/control-groups'
import {
  nanoseconds,
  seconds,
  toMilliseconds,
  type Milliseconds,
  type Nanoseconds,
} from '../../measure/statistics/quantity'
import type { ReportedByThread } from '../../measure/self-report'
import { utilisationBetween } from '../../measure/cpu/own-thread'
import type { Plan } from '../../workload/plan'
import { backlogAt } from './arrival-backlog'
import { countBetween, lastCompletionNs, type Snapshot } from './snapshot'
import { helperNames, type Figures, type ThreadFigures } from '../../result/figures'

/** One edge of the measured window. */
export interface Edge {
  readonly snapshot: Snapshot
  readonly switches: readonly (TaskSwitches | null)[]
  /** What others had done so far; null where it is not told. */
  readonly others: OthersReading | null
  /** How often control groups with a quota were stopped so far. */
  readonly throttling: readonly ThrottleReading[]
}

/**
 * Jobs that were started together end together: how many such bursts fall into a window depends on
 * where it begins and ends, but from completion to completion there are always whole ones.
 */
export function secondsOfCompletions(begin: Edge, end: Edge): number {
  const { atNs: beginNs } = begin.snapshot.cpu
  const firstNs = lastCompletionNs(begin.snapshot) ?? beginNs
  const lastNs = lastCompletionNs(end.snapshot) ?? end.snapshot.cpu.atNs
  return (lastNs - firstNs) / 1e9
}

/** Jobs count when they were due, admitted or not: a backlog makes them no fewer. */
export function arrivalsBetween(begin: Snapshot, end: Snapshot, plan: Plan) {
  const parts = end.threads.filter(({ nextArrival }) => nextArrival !== null).length
  const backlog = backlogAt(end, plan, parts)
  const letIn = countBetween(begin, end, 'arrived')
  return {
    arrived: Math.max(0, letIn + backlog - backlogAt(begin, plan, parts)),
    rejected: countBetween(begin, end, 'rejected'),
    backlog,
  }
}

export function threadFigures(begin: Edge, end: Edge): ThreadFigures[] {
  return end.snapshot.threads.map((to, index) => {
    const from = begin.snapshot.threads[index]
    const fromSwitches = begin.switches[index] ?? null
    const toSwitches = end.switches[index] ?? null
    const fromReport = from?.reported ?? null
    const { reported } = to
    return {
      name: to.name,
      completed: to.measured - (from?.measured ?? 0),
      cpuSeconds: secondsBetween(
        begin.snapshot.cpu.threads[index],
        end.snapshot.cpu.threads[index],
      ),
      utilisation: fromReport && reported && utilisationBetween(fromReport, reported),
      voluntarySwitches:
        fromSwitches && toSwitches && toSwitches.voluntary - fromSwitches.voluntary,
      involuntarySwitches:
        fromSwitches && toSwitches && toSwitches.involuntary - fromSwitches.involuntary,
      gcMs: gcBetween(fromReport, reported),
    }
  })
}

/**
 * The runtime's own helpers as more threads: what they spend belongs to the contender. The hidden
 * ones stand by themselves where they can be told from the others.
 */
export function helperFigures(begin: Edge, end: Edge): ThreadFigures[] {
  const [from, to] = [begin.snapshot.cpu, end.snapshot.cpu]
  const unknown = { utilisation: null, voluntarySwitches: null, involuntarySwitches: null }
  return [
    { name: helperNames.hidden, cpuSeconds: secondsBetween(from.hiddenNs, to.hiddenNs) },
    { name: helperNames.runtime, cpuSeconds: secondsBetween(from.runtimeNs, to.runtimeNs) },
  ].flatMap(({ name, cpuSeconds }) =>
    cpuSeconds === null ? [] : [{ name, completed: 0, cpuSeconds, ...unknown, gcMs: null }],
  )
}

type Reading = Nanoseconds | null | undefined

export function secondsBetween(from: Reading, to: Reading) {
  return from == null || to == null ? null : seconds(Math.max(0, to - from) / 1e9)
}

/** In hundredths of a second while the process's own time is exact: it can seem negative. */
export function othersBetween(
  { others: from }: Edge,
  { others: to }: Edge,
): Pick<Figures, 'otherSeconds' | 'stolenSeconds'> {
  if (from === null || to === null) return { otherSeconds: null, stolenSeconds: null }
  return {
    otherSeconds: seconds(Math.max(0, to.programSeconds - from.programSeconds)),
    stolenSeconds: seconds(Math.max(0, to.stolenSeconds - from.stolenSeconds)),
  }
}

/** Null where the thread did not look at itself within the window, as one blocked throughout. */
function gcBetween(
  from: ReportedByThread | null,
  to: ReportedByThread | null,
): Milliseconds | null {
  if (from === null || to === null || from.atNs === to.atNs) return null
  if (from.gcNs === null || to.gcNs === null) return null
  return toMilliseconds(nanoseconds(to.gcNs - from.gcNs))
}

/** The sum of what is known; null where nothing is. */
export function totalOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0)
}

/** Most frequent first. */
export function errorsBetween(begin: Edge, end: Edge): CountedError[] {
  const before = begin.snapshot.errors
  return [...end.snapshot.errors]
    .map(([message, count]) => ({ message, count: count - (before.get(message) ?? 0) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}
