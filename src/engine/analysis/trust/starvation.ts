import { isHelper, type Figures } from '../../result/figures'
import { measuredIn } from '../../result/measured-figures'
import type { Result } from '../../result/result'

/** Waits can only be others' doing where at least this share of all cores was busy. */
const LEAST_BUSY_SHARE = 0.5

/**
 * The threads of a contender waited for something that is not seen: for this share of the time at
 * least.
 */
const LEAST_UNSEEN_SHARE = 0.1
/**
 * Time without a core that others and its own threads explain may be so many times more than they
 * used.
 */
const MOST_EXPLAINED = 1.25

/**
 * Threads that had this share of the cores that they can use had all of them, as well as is told.
 */
const LEAST_OF_ALL_CORES = 0.8

/** In shorter times hundredths of a second, in which the system counts, say nothing. Seconds. */
const LEAST_MEASURED_SECONDS = 0.2

/** What a contender's threads waited for a core because of. */
export type WaitCause =
  /** Other programs, or other machines on the same host. */
  | 'others'
  /** They waited for each other: there are more of them than cores, or they wake together. */
  | 'own-threads'
  /** The quota of a control group was used up. */
  | 'quota'
  /** Nothing that is seen: cores were free meanwhile, as under a limit on CPU time. */
  | 'unseen'
  /** A little of everything. */
  | 'unknown'

/**
 * How much of the time that a contender's threads could have run they had no core. Shares are 0 to
 * 1.
 */
export interface Starvation {
  readonly waitedShare: number
  /** The part of it that others took: CPU time that it would else have had. */
  readonly lostShare: number
  readonly cause: WaitCause
}

type Machine = Pick<Result, 'environment' | 'machine' | 'spec'>

/** What others had while contenders were measured: CPU seconds, or cores in the mean. */
export interface Others {
  readonly programs: number
  /** What a hypervisor gave to other machines. */
  readonly stolen: number
}

/**
 * Why a contender's threads waited for a core, and what that cost it. Time ready to run with no
 * core free (Linux's schedstat) is its own doing where it has more threads than cores: these share
 * what there is. So it is shared out: each program that used the cores meanwhile took its share of
 * them, and others took no more than they used. Cores that were all taken are what waiting takes,
 * so N cores did at least N times as much work as one of n threads waited (N · R ÷ n); waits beyond
 * that had no such cause.
 *
 * @returns null where the system does not tell
 */
export function starvationOf(figures: Figures, run: Machine): Starvation | null {
  const { runQueueSeconds: waited, cpuSeconds, measuredSeconds } = figures
  if (waited === null || measuredSeconds < LEAST_MEASURED_SECONDS) return null
  const taken = takenSeconds(waited, figures, run)
  return {
    waitedShare: shareOf(waited, cpuSeconds),
    lostShare: shareOf(taken, cpuSeconds),
    cause: causeOf(waited, taken, figures, run),
  }
}

/** CPU seconds that others took from a contender whose threads waited for so long. */
function takenSeconds(waited: number, figures: Figures, run: Machine): number {
  const others = othersOf(figures, run)
  if (others === null) return 0
  const { cpuSeconds, measuredSeconds } = figures
  const { programs, stolen } = others
  const used = usedSeconds(figures, run) + programs
  const all = run.environment.cores * measuredSeconds
  if (used === 0 || used + stolen < LEAST_BUSY_SHARE * all) return 0
  // A hypervisor takes a core from the thread that has it.
  return Math.min(programs, (waited * programs) / used) + (stolen * cpuSeconds) / used
}

function causeOf(waited: number, taken: number, figures: Figures, run: Machine): WaitCause {
  const threads = Math.max(1, figures.threads.filter((thread) => !isHelper(thread)).length)
  if (isUnseen(waited / threads, threads, figures, run)) {
    return (figures.throttling?.throttled ?? 0) > 0 ? 'quota' : 'unseen'
  }
  if (taken * 2 > waited) return 'others'
  return threads > 1 ? 'own-threads' : 'unknown'
}

/** Whether threads waited, each for so long, while cores were free for all that is known. */
function isUnseen(waitedByOne: number, threads: number, figures: Figures, run: Machine): boolean {
  const { measuredSeconds } = figures
  if (waitedByOne <= LEAST_UNSEEN_SHARE * measuredSeconds) return false
  const { cores } = run.environment
  const used = usedSeconds(figures, run)
  const others = othersOf(figures, run)
  // Where others are not told, its own threads explain only waits in which they had all cores.
  if (others === null) {
    return used < LEAST_OF_ALL_CORES * Math.min(threads, cores) * measuredSeconds
  }
  return waitedByOne * cores > (used + others.programs + others.stolen) * MOST_EXPLAINED
}

/** What the lab used, the loopback service included. */
function usedSeconds({ cpuSeconds, measuredSeconds }: Figures, { machine }: Machine): number {
  return cpuSeconds + (machine.serviceCores ?? 0) * measuredSeconds
}

/** Cores that other programs and other machines had in the mean while contenders were measured. */
export function otherCoresOf(result: Pick<Result, 'contenders'> & Machine): Others {
  let [programs, stolen, measured] = [0, 0, 0]
  for (const { figures } of measuredIn(result.contenders)) {
    const others = othersOf(figures, result)
    if (others === null) continue
    programs += others.programs
    stolen += others.stolen
    measured += figures.measuredSeconds
  }
  return measured === 0
    ? { programs: 0, stolen: 0 }
    : { programs: programs / measured, stolen: stolen / measured }
}

/**
 * Results of early versions have it of their whole run only, where a service cannot be told apart.
 */
function othersOf(
  { otherSeconds, stolenSeconds, measuredSeconds }: Figures,
  { machine, spec }: Machine,
): Others | null {
  if (otherSeconds !== null) return { programs: otherSeconds, stolen: stolenSeconds ?? 0 }
  const isMixed = spec.workload.kind === 'http' && machine.serviceCores === null
  if (machine.otherCores === null || isMixed) return null
  return { programs: machine.otherCores * measuredSeconds, stolen: 0 }
}

/** Of the time that threads could have run, the share in which they did not. */
function shareOf(withoutSeconds: number, cpuSeconds: number): number {
  const could = withoutSeconds + cpuSeconds
  return could === 0 ? 0 : withoutSeconds / could
}
