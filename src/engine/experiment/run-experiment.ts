import { randomUUID } from 'node:crypto'
import { contenders } from '../contender/contenders'
import { Control } from '../measure/control'
import { calibrate } from '../workload/cpu'
import { listFiles } from '../workload/list-files'
import { makePlan } from '../workload/plan'
import type { Plan } from '../workload/plan'
import type { CoordinatorOrder } from './coordinator-message'
import { measureContender } from './measure-contender'
import type { Progress } from './progress'
import { RESULT_SCHEMA_VERSION } from './result'
import type { ContenderResult, Result } from './result'
import type { ContenderName, Spec } from './spec'

/** Where a run's progress goes and what may end it early. */
export interface RunOptions {
  readonly report: (progress: Progress) => void
  readonly signal: AbortSignal
}

/**
 * Runs an experiment: the contenders of the spec one after the other, all on the same plan. To be
 * called in the coordinator's thread, which only starts, samples and stops. When the signal aborts,
 * what was measured so far is the result, marked partial.
 *
 * @throws Error naming the field where the spec's folder cannot be read or a port is missing
 */
export async function runExperiment(
  order: CoordinatorOrder,
  { report, signal }: RunOptions,
): Promise<Result> {
  const { spec, httpPort, environment } = order
  const startedAt = new Date().toISOString()
  if (spec.workload.kind === 'http' && httpPort === null) {
    throw new Error('httpPort: an http workload needs the port of the loopback service, got `null`')
  }
  const roundsPerMs = calibrate()
  const plan = makePlan(spec, { roundsPerMs, files: filesOf(spec) })
  const eachMs = spec.warmupMs + spec.durationMs
  const totalMs = spec.contenders.length * eachMs
  report({ kind: 'prepared', roundsPerMs, totalMs })

  const results: ContenderResult[] = []
  for (const [index, name] of spec.contenders.entries()) {
    if (signal.aborted) {
      results.push({ status: 'not-run', name })
      continue
    }
    report({ kind: 'contender-started', contender: name, index, count: spec.contenders.length })
    const result = await measure(name, plan, order, {
      signal,
      report: ({ elapsedMs, ...sampled }) => {
        const soFarMs = index * eachMs + elapsedMs
        report({ kind: 'sampled', contender: name, ...sampled, elapsedMs: soFarMs, totalMs })
      },
    })
    results.push(result)
    report({ kind: 'contender-finished', result })
  }

  return {
    kind: 'corewise-result',
    schemaVersion: RESULT_SCHEMA_VERSION,
    id: randomUUID(),
    startedAt,
    status: results.every(isOver) ? 'complete' : 'partial',
    spec,
    plan: { length: plan.length, sha256: plan.sha256, roundsPerMs },
    environment,
    contenders: results,
  }
}

/** Whether a contender was not cut short; one that failed went as far as it could. */
function isOver({ status }: ContenderResult): boolean {
  return status === 'measured' || status === 'failed'
}

function measure(
  name: ContenderName,
  plan: Plan,
  { spec, engineFolder, httpPort }: CoordinatorOrder,
  options: Parameters<typeof measureContender>[2],
): Promise<ContenderResult> {
  const control = Control.allocate()
  return measureContender(
    contenders[name],
    { spec, plan, control, engineFolder, httpPort },
    options,
  )
}

function filesOf({ workload }: Spec): string[] {
  if (workload.kind !== 'files') return []
  if (workload.path === null) {
    throw new Error('workload.path: a files workload needs a folder by now, got `null`')
  }
  return listFiles(workload.path)
}
