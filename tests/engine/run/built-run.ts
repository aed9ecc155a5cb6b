import { distrustOf } from '../../../src/engine/analysis/trust/trust'
import { Refusal } from '../../../src/engine/process/refusal'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { TestContext } from 'vitest'
import { readEnvironment } from '../../../src/engine/measure/machine/read-environment'
import type {
  CoordinatorMessage,
  CoordinatorOrder,
} from '../../../src/engine/run/coordinator-message'
import type { HostMessage } from '../../../src/engine/process/work-for-host'
import { withPython } from '../../../src/host/run/pythons'
import type { Progress } from '../../../src/engine/result/progress'
import type { Figures } from '../../../src/engine/result/figures'
import type { ContenderResult, Result } from '../../../src/engine/result/result'
import { nodeContenders } from '../../node-contenders'
import { specSchema } from '../../../src/engine/spec/spec'
import type { ContenderName, Spec } from '../../../src/engine/spec/spec'

/** The threads that `npm run build` made: the same that a shell starts. */
export const engineFolder = join(import.meta.dirname, '../../../out/main')

/** A machine is too busy for a test that needs a run to be trusted, where none of so many is. */
const MOST_ATTEMPTS = 5

/** A short run of jobs that wait a little; a test changes what it is about. */
export function shortSpec(changes: Partial<Spec>): Spec {
  return specSchema.parse({
    name: 'a test',
    workload: { kind: 'wait', waitMs: 5 },
    concurrency: 8,
    workers: 2,
    durationMs: 500,
    warmupMs: 20,
    contenders: [...nodeContenders],
    seed: 1,
    blocks: 1,
    ...changes,
  })
}

/** What a shell orders for a run of a spec in the built threads. */
export async function orderFor(
  spec: Spec,
  httpPort: number | null = null,
): Promise<CoordinatorOrder> {
  const environment = readEnvironment({ version: '0.0.0', commit: null })
  return {
    spec,
    engineFolder,
    httpPort,
    httpPid: null,
    hostPid: null,
    environment: await withPython(environment, spec, engineFolder),
  }
}

/** A run as it goes on: what it reported so far, and how to cancel it as a shell does. */
export interface BuiltRun {
  readonly progress: readonly Progress[]
  readonly cancel: () => void
}

/**
 * Runs a spec in the built coordinator thread and waits until that thread has ended too.
 * `onProgress` is called with every report. Rejects with the message of a run that could not be
 * done.
 */
export async function builtRun(
  spec: Spec,
  onProgress: (progress: Progress, run: BuiltRun) => void = () => undefined,
  httpPort: number | null = null,
): Promise<{ result: Result; progress: readonly Progress[] }> {
  const workerData = await orderFor(spec, httpPort)
  const worker = new Worker(join(engineFolder, 'coordinator-thread.cjs'), { workerData })
  const progress: Progress[] = []
  const run: BuiltRun = {
    progress,
    cancel: () => {
      worker.postMessage('cancel' satisfies HostMessage)
    },
  }
  const outcomes: CoordinatorMessage[] = []
  await new Promise<void>((resolve, reject) => {
    worker.on('error', reject)
    worker.on('exit', () => {
      resolve()
    })
    worker.on('message', (message: CoordinatorMessage) => {
      if (['finished', 'failed', 'refused'].includes(message.kind)) outcomes.push(message)
      if (message.kind !== 'progress') return
      progress.push(message.progress)
      onProgress(message.progress, run)
    })
  })
  const [outcome, ...more] = outcomes
  if (more.length > 0) throw new Error(`${outcomes.length} outcomes of one run`)
  if (outcome?.kind === 'finished') return { result: outcome.result, progress }
  if (outcome?.kind === 'refused') throw new Refusal(outcome)
  throw new Error(outcome?.kind === 'failed' ? outcome.message : 'the coordinator said nothing')
}

/**
 * The result of a run that the lab itself trusts: of another, in which the machine stood still or
 * had no core free, no figure proves anything. Where there is none, the test is left out.
 */
export async function trustedRun(spec: Spec, context: TestContext): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    const { result } = await builtRun(spec)
    const distrust = distrustOf(result)
    if (distrust === null) return result
    if (attempt === MOST_ATTEMPTS) context.skip(`no run can be trusted: ${distrust.kind}`)
  }
}

/** The result of one contender of a run. */
export function resultOf(result: Result, name: ContenderName): ContenderResult {
  const found = result.contenders.find((contender) => contender.name === name)
  if (found === undefined) throw new Error(`${name} is not in the result`)
  return found
}

/** The figures of a contender that has some. */
export function figuresOf(result: Result, name: ContenderName): Figures {
  const contender = resultOf(result, name)
  const figures = contender.status === 'not-run' ? null : contender.figures
  if (figures === null) throw new Error(`${name} has no figures: ${JSON.stringify(contender)}`)
  return figures
}
