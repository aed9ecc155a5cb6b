import type { StartProcess } from '../../../engine/process/own-process'
import { hasOutcome } from '../../../engine/result/has-outcome'
import type { Result } from '../../../engine/result/result'
import type { Spec } from '../../../engine/spec/spec'
import { kindOf } from '../../../engine/workload/kinds'
import { startHttpService, type HttpService } from '../../../engine/workload/start-http-service'
import type { RunOptions } from './coordinate'
import { RunError } from '../run-error'

/**
 * Does something while the loopback service lives, where the work needs it; it is given null where
 * not. The service ends with it.
 *
 * @param engineFolder holds the built service
 */
export async function withService<T>(
  { workload }: Spec,
  { engineFolder, startProcess }: { engineFolder: string; startProcess: StartProcess },
  work: (service: HttpService | null) => Promise<T>,
): Promise<T> {
  const isNeeded = kindOf(workload).needs === 'loopback-service'
  const service = isNeeded ? await startHttpService(engineFolder, startProcess) : null
  try {
    return await work(service)
  } finally {
    await service?.stop()
  }
}

/**
 * Measures while the loopback service lives, and ends a run whose service died: what was measured
 * before is kept, with what happened and when.
 *
 * @throws RunError where it died before anything was measured
 */
export async function whileServed(
  service: HttpService,
  options: RunOptions,
  measure: (options: RunOptions) => Promise<Result>,
): Promise<Result> {
  const end = new AbortController()
  const beganMs = performance.now()
  let interruption: string | null = null
  void service.died.then((how) => {
    const seconds = ((performance.now() - beganMs) / 1_000).toFixed(1)
    interruption = `The loopback service ended (${how}) ${seconds} s into the run`
    end.abort()
  })
  const signals = [end.signal, ...(options.signal === undefined ? [] : [options.signal])]
  const interruptionOf = (): string | null => interruption
  try {
    const result = await measure({ ...options, signal: AbortSignal.any(signals) })
    const text = interruptionOf()
    if (text === null) return result
    if (!hasOutcome(result)) throw new RunError('failed', `${text}, before anything was measured`)
    return { ...result, interruption: text }
  } catch (error) {
    const text = interruptionOf()
    if (text === null || !(error instanceof RunError) || error.reason !== 'not-stopped') throw error
    throw new RunError('failed', `${text}, before anything was measured`)
  }
}
