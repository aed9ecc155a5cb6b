import type { ContenderName } from '../../contract/spec'
import type { LiveRun, Stage } from './live-run'

/** What a contender has done so far, as a bar that grows while it has its turn. */
export interface LiveBar {
  readonly name: ContenderName
  /** Jobs finished while it was measured. */
  readonly jobs: number
  /** Null before anything was measured. */
  readonly jobsPerSecond: number | null
  /** How long the bar is, from 0 to 1. */
  readonly share: number
  readonly isItsTurn: boolean
  readonly stage: Stage
}

/**
 * The bars of all contenders on one scale: full is what the quickest will have finished at the end
 * of its measured time if it goes on so. What each has done for as long is in the end its rate.
 */
export function liveBars({ contenders, spec, active }: LiveRun): LiveBar[] {
  const rates = contenders.map(({ jobs, seconds }) => (seconds > 0 ? jobs / seconds : null))
  const highest = Math.max(0, ...rates.map((rate) => rate ?? 0))
  const most = (highest * spec.durationMs) / 1_000
  return contenders.map(({ name, jobs, stage }, index) => ({
    name,
    jobs,
    jobsPerSecond: rates[index] ?? null,
    share: most > 0 ? Math.min(1, jobs / most) : 0,
    isItsTurn: name === active,
    stage,
  }))
}
