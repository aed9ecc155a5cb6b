import type { Starvation } from '../../engine/analysis/trust/starvation'
import type { Figures } from '../../engine/result/figures'
import type { Result } from '../../engine/result/result'

/** Everything that can make a contender's figures less than they look. */
export type WarningKind =
  | 'still-filling'
  | 'unsteady'
  | 'warming'
  | 'littles-law'
  | 'cut-off'
  | 'bursts'
  | 'stalled'
  | 'stretched'
  | 'turned-away'
  | 'saturated'
  | 'run-queue'
  | 'uneven-cores'
  | 'throttled'
  | 'slow-cores'
  | 'garbage-collection'
  | 'late-timers'
  | 'saturated-dispatcher'

/** What a warning is decided by: a contender's figures, and what was run. */
export interface Measured {
  readonly figures: Figures
  readonly spec: Result['spec']
  /** What its threads waited for; null where that is not at hand. */
  readonly starvation: Starvation | null
}

/**
 * One warning, whole: when it applies, how much it weighs, its words and what to do. `Seen` is what
 * was noticed, with its figures.
 */
export interface WarningOf<Seen> {
  readonly kind: WarningKind
  /** What was noticed; null where it does not apply. */
  readonly seenIn: (measured: Measured) => Seen | null
  /**
   * The share of the figures that it can move, from 0 on: the warnings with most of it come first.
   */
  readonly size: (seen: Seen) => number
  /** Of one contender, after its name, without a full stop. */
  readonly alone: (seen: Seen, spec: Result['spec']) => string
  /** What differs from contender to contender: "60 %"; empty where nothing does. */
  readonly figure: (seen: Seen) => string
  /** What that is, said once after the first of them: "of the time". */
  readonly figureIs: string
  /** Of several contenders, after their names with their figures; without a full stop. */
  readonly shared: string
  /** What to do about it: sentences. */
  readonly advice: (seen: Seen, spec: Result['spec']) => string
}

/** A warning that applies to a contender, in words. */
export interface Warning {
  readonly kind: WarningKind
  readonly seen: object
  readonly size: number
  readonly alone: string
  readonly figure: string
  readonly figureIs: string
  readonly shared: string
  readonly advice: string
}

/** Looks for one kind of warning in a contender's figures. */
export type Check = (measured: Measured) => Warning | null

/** Makes a check of a warning: what applies is put into words. */
export function checkFor<Seen extends object>(warning: WarningOf<Seen>): Check {
  return (measured) => {
    const seen = warning.seenIn(measured)
    if (seen === null) return null
    const { kind, figureIs, shared } = warning
    return {
      kind,
      seen,
      size: warning.size(seen),
      alone: warning.alone(seen, measured.spec),
      figure: warning.figure(seen),
      figureIs,
      shared,
      advice: warning.advice(seen, measured.spec),
    }
  }
}
