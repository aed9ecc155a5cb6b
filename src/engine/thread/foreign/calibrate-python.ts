import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { runtimeOf } from '../../contender'
import type { Environment } from '../../measure/machine/environment'
import { pythonFolder } from '../../measure/machine/find-python'
import type { Spec } from '../../spec/spec'
import type { CalibratedPython } from '../start/running-contender'

/** What it takes is a tenth of a second; a Python that computes for ever is ended. */
const LIMIT_MS = 60_000

/**
 * Measures how fast this machine's Python does the work that jobs compute, so that a millisecond of
 * it is one there too. Null where no contender runs on Python.
 *
 * @throws Error where it cannot be measured
 */
export async function calibratePython(
  {
    spec,
    environment: { python },
    engineFolder,
  }: {
    readonly spec: Spec
    readonly environment: Environment
    readonly engineFolder: string
  },
  nodeRoundsPerMs: number,
): Promise<CalibratedPython | null> {
  if (!spec.contenders.some((name) => runtimeOf(name) === 'python')) return null
  if (python === null) throw new Error('environment.python: contenders need one, got `null`')
  const { executable } = python
  const roundsPerMs = await new Promise<number>((resolve, reject) => {
    execFile(
      executable,
      ['-B', join(pythonFolder(engineFolder), 'contender.py'), 'calibrate'],
      { timeout: LIMIT_MS, killSignal: 'SIGKILL' },
      (error, answer, complaint) => {
        const rounds = Number(answer)
        if (error === null && rounds > 0) resolve(rounds)
        else {
          const last = complaint.trim().split('\n').at(-1) ?? ''
          reject(new Error(`Python could not be calibrated: ${last || (error?.message ?? answer)}`))
        }
      },
    )
  })
  return { executable, roundsPerMs, nodeRoundsPerMs }
}
