import { kindOf } from '../../engine/workload/kinds'
import { threadCounts } from '../../engine/analysis/thread-counts'
import { contenders, threadsOf, titleOf } from '../../engine/contender'
import type { Pair } from '../../engine/spec/main-pair'
import { isHelper, type Figures } from '../../engine/result/figures'
import type { Result } from '../../engine/result/result'
import { distrustOf } from '../../engine/analysis/trust/trust'
import { isSaturated } from '../../engine/analysis/trust/saturation'
import { counted, decimal, percent, whole } from './wording'
import { sideOf, type Side } from './outcome'
import { capital } from './verdict'

/** From this share of a job's time on it counts as one that mostly waits, or mostly computes. */
const MOSTLY = 0.5

/** A smaller share of time without a core is not worth a word. */
const LEAST_TOLD = 0.1

/** Up to this ratio of CPU time per job two contenders pay about the same for it. */
const MOST_ALIKE = 1.25

/**
 * Why a loop and a pool came out as they did, a sentence each, from what was measured of them: how
 * much of a job's time the pool's threads only waited (their service time less their CPU time and
 * the time in which no core was free for them), how long its jobs queued, and the cores used. Empty
 * where the pair is of others, one of them has no figures, or the run is not to be trusted.
 */
export function reasonsOf(result: Result, pair: Pair): string[] {
  const { loop, pool } = loopAndPoolOf(result, pair)
  if (loop === null || pool === null || pool.figures.service.count === 0) return []
  if (distrustOf(result) !== null) return []
  const { computing, ready, waiting } = sharesOf(pool.figures, result.spec)
  const threads = threadsOf(pool.name, threadCounts(result.spec, result.environment))
  if (waiting < MOSTLY) {
    return (
      dispatching(pool.figures, threads) ?? [
        `Why: a job computed for ${percent(computing)} of its time on a thread.`,
        ...(ready < LEAST_TOLD
          ? []
          : [`For ${percent(ready)} of that time it was ready, but no core was free.`]),
        ...whatCounts(loop, pool),
      ]
    )
  }
  return [
    `Why: a job held one of the pool’s ${counted(threads, 'thread')} while it waited, ${percent(waiting)} of its time.`,
    queued(pool.figures, result.spec),
    `The ${titleOf(loop.name)} runs other jobs in that time.`,
  ]
}

/** Which of a pair runs other jobs while one waits, and which is a pool of threads that block. */
function loopAndPoolOf(
  result: Result,
  pair: Pair,
): { readonly loop: Side | null; readonly pool: Side | null } {
  const loop = pair.find((name) => contenders[name].waits === 'cooperatively')
  const pool = pair.find((name) => contenders[name].thread === 'pool')
  return {
    loop: loop === undefined ? null : sideOf(result, loop),
    pool: pool === undefined ? null : sideOf(result, pool),
  }
}

function queued(pool: Figures, spec: Result['spec']): string {
  if (isSaturated(pool, spec)) return 'More jobs came in than its threads could take.'
  const share = queueingShare(pool)
  return share > MOSTLY
    ? `Jobs queued for a free thread for ${percent(share)} of their latency.`
    : `Jobs hardly queued for a thread: ${percent(share)} of their latency.`
}

/**
 * Where jobs are so short that the pool's threads mostly have none, though jobs queue for them: the
 * dispatcher takes the time. Null where it is not so.
 */
function dispatching(pool: Figures, workers: number): string[] | null {
  const busy = (pool.service.meanMs * pool.completed) / (workers * pool.measuredSeconds * 1_000)
  const queueing = queueingShare(pool)
  if (busy > MOSTLY || queueing < MOSTLY) return null
  const dispatcher = pool.threads.find(({ name }) => name === 'dispatcher')?.cpuSeconds ?? null
  const readySeconds = pool.runQueueSeconds ?? 0
  return [
    'Why: the pool’s bottleneck is its dispatcher, not its workers.',
    `Its threads had a job for only ${percent(busy)} of the time.`,
    `A job spent ${percent(queueing)} of its latency being handed out and back.`,
    ...(dispatcher === null
      ? []
      : [`The dispatcher used ${decimal(dispatcher / pool.measuredSeconds)} cores for it.`]),
    ...(readySeconds > pool.cpuSeconds
      ? [`Its threads stood ready without a free core for ${decimal(readySeconds)} s in all.`]
      : []),
  ]
}

/** Cores, and what a job costs where one of the two pays a quarter more for it than the other. */
function whatCounts(
  { name: loopName, figures: loop }: Side,
  { name: poolName, figures: pool }: Side,
): string[] {
  const ofLoop = loop.cpuSeconds / loop.completed
  const ofPool = pool.cpuSeconds / pool.completed
  const ratio = ofPool / ofLoop
  const used = `the ${titleOf(loopName)} used ${decimal(loop.coresUsed)} cores, the ${titleOf(poolName)} ${decimal(pool.coresUsed)}`
  const cost = `${microseconds(ofLoop)} of CPU time in the loop, ${microseconds(ofPool)} in the pool`
  const isLoopAhead = loop.jobsPerSecond > pool.jobsPerSecond
  // The one that did more on fewer cores did so in spite of them.
  if (isLoopAhead !== loop.coresUsed > pool.coresUsed) {
    return [`So what a job costs counts: ${cost}.`, `${capital(used)}.`]
  }
  if (ratio <= MOST_ALIKE && ratio >= 1 / MOST_ALIKE) return [`So cores count: ${used}.`]
  return [`So cores count: ${used}.`, `What a job costs counts too: ${cost}.`]
}

function microseconds(seconds: number): string {
  const value = seconds * 1e6
  return value < 100 ? `${decimal(value)} µs` : `${whole(value)} µs`
}

/**
 * What a blocking thread did while it had a job, in shares: it computed, it was ready and no core
 * was free for it, or it waited. Where the system does not tell the time without a core, only jobs
 * that do nothing but compute show it: they never wait.
 */
export function sharesOf(
  { service, cpuSeconds, runQueueSeconds, completed, threads }: Figures,
  { workload }: Result['spec'],
): Record<'computing' | 'ready' | 'waiting', number> {
  const heldSeconds = (service.meanMs / 1_000) * completed
  // The dispatcher and the runtime's helpers compute beside the jobs.
  const beside = threads.filter((thread) => thread.name === 'dispatcher' || isHelper(thread))
  const besideSeconds = beside.reduce((sum, thread) => sum + (thread.cpuSeconds ?? 0), 0)
  const computing = Math.min(1, Math.max(0, cpuSeconds - besideSeconds) / heldSeconds)
  const rest = 1 - computing
  const ready = !kindOf(workload).canWait
    ? rest
    : Math.min(rest, (runQueueSeconds ?? 0) / heldSeconds)
  return { computing, ready, waiting: rest - ready }
}

/** Of a job's latency, the share before its first step. */
function queueingShare({ latency, service }: Figures): number {
  return latency.meanMs === 0 ? 0 : Math.max(0, 1 - service.meanMs / latency.meanMs)
}
