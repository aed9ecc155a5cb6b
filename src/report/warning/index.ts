import type { Starvation } from '../../engine/analysis/trust/starvation'
import type { Figures } from '../../engine/result/figures'
import type { Result } from '../../engine/result/result'
import {
  garbageCollection,
  lateTimers,
  runQueue,
  saturatedDispatcher,
  unevenCores,
} from './core-time'
import { slowCores, throttled } from './cores'
import { saturated, turnedAway } from './load'
import { bursts, cutOff, stalled, stretched } from './rate'
import { littlesLaw, stillFilling, unsteady, warming } from './steadiness'
import type { Check, Warning, WarningKind } from './warning'

/** Every warning by its kind: one that is not here does not compile. */
export const checks: Readonly<Record<WarningKind, Check>> = {
  'still-filling': stillFilling,
  unsteady,
  warming,
  'littles-law': littlesLaw,
  'cut-off': cutOff,
  bursts,
  stalled,
  stretched,
  'turned-away': turnedAway,
  saturated,
  'run-queue': runQueue,
  'uneven-cores': unevenCores,
  throttled,
  'slow-cores': slowCores,
  'garbage-collection': garbageCollection,
  'late-timers': lateTimers,
  'saturated-dispatcher': saturatedDispatcher,
}

/**
 * What a sceptical reader should know of a contender's figures, computed from them alone, the
 * largest first; nothing is dropped because of it.
 *
 * @param starvation what its threads waited for, where that is at hand
 */
export function warningsOf(
  figures: Figures,
  spec: Result['spec'],
  starvation: Starvation | null = null,
): Warning[] {
  return Object.values(checks)
    .flatMap((check) => check({ figures, spec, starvation }) ?? [])
    .sort((a, b) => b.size - a.size)
}
