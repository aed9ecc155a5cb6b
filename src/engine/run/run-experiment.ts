import { threadCounts } from '../analysis/thread-counts'
import { runtimeOf, threadsOf } from '../contender'
import { calibratePython } from '../thread/foreign/calibrate-python'
import { keepCoresAwake } from './prepare/keep-awake'
import { keepToCores } from './prepare/keep-to-cores'
import { startHiddenThreads, type HiddenThreads } from '../measure/hidden-threads'
import { readOthers } from '../measure/machine/machine'
import { bodies } from '../workload/bodies'
import { calibrate } from '../workload/cpu'
import { kindOf } from '../workload/kinds'
import { filesOf } from '../workload/list-files'
import { assertResolvesHere } from '../workload/local-name'
import { makePlan } from '../workload/make-plan'
import { usableCores, type CoordinatorOrder } from './coordinator-message'
import { MOST_BLOCKS } from '../result/figures'
import type { Result } from '../result/result'
import { leaveIdleHeapsAlone, startThreadsAsUsual } from './prepare/quiet-runtime'
import { rehearseLooks } from './prepare/rehearse-looks'
import { hiddenMsOf } from '../spec/mean-amounts'
import type { Spec } from '../spec/spec'
import { slotsOf } from './slots'
import { untilQuiet } from './prepare/until-quiet'
import { Rounds, type RunOptions } from './rounds'

/**
 * Runs an experiment: rounds of one block of every contender, all on the same plan. To be called
 * in the coordinator's thread, which only starts, samples and stops. When the signal aborts, what
 * was measured so far is the result, marked partial. A contender that failed is not run again.
 *
 * @throws Refusal where the spec's folder cannot be read or its cores not be kept to, Error where a
 *   port is missing
 */
export async function runExperiment(order: CoordinatorOrder, options: RunOptions): Promise<Result> {
  const { spec, httpPort } = order
  await untilQuiet(() => readOthers(order, usableCores(order)), spec.whenQuietMs, options)
  const startedAt = new Date().toISOString()
  if (kindOf(spec.workload).needs === 'loopback-service' && httpPort === null) {
    throw new Error(
      `httpPort: a workload of kind ${spec.workload.kind} needs the port of the loopback service, got \`null\``,
    )
  }
  if (spec.cores !== null) keepToCores(usableCores(order))
  if (kindOf(spec.workload).needs === 'local-name') assertResolvesHere()
  const hidden = await hiddenThreadsOf(order)
  const roundsPerMs = spec.roundsPerMs ?? calibrated(spec)
  const python = await calibratePython(order, roundsPerMs)
  const plan = makePlan(spec, { roundsPerMs, files: filesOf(spec.workload) })
  const { length, sha256 } = plan
  const slots = slotsOf(spec.precision === null ? spec : { ...spec, blocks: MOST_BLOCKS })
  // Where hidden threads would compute, every runtime does so by the same code.
  const isHidden = hiddenMsOf(spec.workload) > 0
  const start = {
    startedAt,
    plan: {
      length,
      sha256,
      roundsPerMs,
      pythonRoundsPerMs: (isHidden ? null : python?.roundsPerMs) ?? null,
    },
    order: slots,
  }
  const run = new Rounds(order, { plan, python, hidden }, start, options)
  options.note?.({ kind: 'started', start })
  const counts = threadCounts(spec, order.environment)
  const threads = spec.contenders.reduce((sum, name) => sum + threadsOf(name, counts), 0)
  options.report({ kind: 'prepared', roundsPerMs, totalMs: run.clock.totalMs, threads })
  leaveIdleHeapsAlone()
  startThreadsAsUsual()
  rehearseLooks(spec)
  // A foreign contender's processes are a session, so that they can be ended whole.
  const hasSessions = spec.contenders.some((name) => runtimeOf(name) !== 'node')
  const awake = keepCoresAwake(order.environment.processors, hasSessions)
  try {
    const machine = await run.all(awake.pids)
    return run.soFar.result(machine, run.stopped)
  } finally {
    awake.end()
  }
}

/** How many rounds of its own computing a kind of work has in a millisecond of this machine. */
function calibrated({ workload }: Spec): number {
  return bodies[workload.kind].calibrate?.(workload) ?? calibrate()
}

/** libuv's threads, started, where jobs may need them; null where they do not. */
async function hiddenThreadsOf({
  spec: { workload },
  environment,
}: CoordinatorOrder): Promise<HiddenThreads | null> {
  const { hidden } = kindOf(workload)
  if (hidden === 'nothing' || environment.uvThreads === null) return null
  return startHiddenThreads(environment.uvThreads, hidden === 'names' ? 'names' : 'work')
}
