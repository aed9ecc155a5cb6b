import { runtimeOf, type ContenderName } from '../../../src/engine/contender'
import { findPython } from '../../../src/engine/measure/machine/find-python'
import { calibratePython } from '../../../src/engine/thread/foreign/calibrate-python'
import type { CalibratedPython } from '../../../src/engine/thread/start/running-contender'
import { readEnvironment } from '../../../src/engine/measure/machine/read-environment'
import { engineFolder, shortSpec } from '../run/built-run'

/** The calibrated Python of this machine, where a contender needs one; else null. */
export async function pythonFor(name: ContenderName): Promise<CalibratedPython | null> {
  if (runtimeOf(name) === 'node') return null
  const found = await findPython('python3', engineFolder)
  if (found.python === null) throw new Error(`python3 ${found.why}`)
  const environment = {
    ...readEnvironment({ version: '0.0.0', commit: null }),
    python: found.python,
  }
  return calibratePython(
    { spec: shortSpec({ contenders: [name] }), environment, engineFolder },
    1_000,
  )
}
