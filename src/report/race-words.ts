import type { Race } from '../engine/analysis/model/race'
import type { RacePlan } from '../engine/lesson/stage'
import { count, duration, figure } from './format'

/** What is said of a race beside its picture. */
interface RaceWords {
  /** "16.8×": how many times as soon the winner is through; "equal" where neither is. */
  readonly ratio: string
  readonly verdict: string
  readonly times: string
  /** What was simulated, and what was left out. */
  readonly source: string
}

/** Ratios closer to 1 than that are called equal. */
const EQUAL_SHARE = 0.02

/** Words a race that was simulated; `cpuMs` is what each of its jobs computed. */
export function raceWords(
  plan: RacePlan,
  cpuMs: number,
  { loop, threads, ratio }: Race,
): RaceWords {
  const { jobs, waitMs, cores } = plan
  const pool = count(plan.threads, 'thread')
  const times = `${count(jobs, 'job')}: ${duration(loop.endMs)} on one loop, ${duration(threads.endMs)} on ${pool}.`
  const source = `Simulated: each job waits ${duration(waitMs)}, then computes ${duration(cpuMs)}. Nothing else costs time; measure to see what does.`
  if (Math.abs(ratio - 1) < EQUAL_SHARE) {
    return { ratio: 'equal', verdict: 'Both are through at the same time.', times, source }
  }
  const isLoop = ratio > 1
  const often = figure(isLoop ? ratio : 1 / ratio)
  const verdict = isLoop
    ? `The loop is through ${often} times as soon, on one core.`
    : `The threads are through ${often} times as soon, on ${count(cores, 'core')}.`
  return { ratio: `${often}×`, verdict, times, source }
}
