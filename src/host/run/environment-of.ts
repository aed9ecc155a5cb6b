import type { Environment } from '../../engine/measure/machine/environment'
import { readEnvironment } from '../../engine/measure/machine/read-environment'
import { withCores } from '../../engine/measure/processors/processors'
import type { Spec } from '../../engine/spec/spec'
import { buildInfo } from '../build-info'
import { InputError } from '../input/input-error'

/**
 * The machine as a run of this spec has it: with only some of its cores where the spec takes no
 * more.
 *
 * @throws InputError where there are not so many, or the system cannot keep threads to them
 */
export function environmentOf({
  cores,
  uvThreads,
}: Pick<Spec, 'cores' | 'uvThreads'>): Environment {
  const read = readEnvironment(buildInfo)
  const environment = { ...read, uvThreads: uvThreads ?? read.uvThreads }
  if (cores === null) return environment
  const problem = coresProblem(cores, environment.cores)
  if (problem === null) return withCores(environment, cores)
  throw new InputError('invalid-field', `cores: ${problem}`, {
    source: 'cores',
    field: 'cores',
    value: cores,
  })
}

/** To how many cores a run can be kept; null where the system cannot keep threads to some. */
export function usableCores(): number | null {
  const { cores } = readEnvironment(buildInfo)
  return coresProblem(1, cores) === null ? cores : null
}

/** Why threads cannot be kept to so many of the cores that there are; null where they can. */
function coresProblem(
  wanted: number,
  available: number,
  platform: NodeJS.Platform = process.platform,
): string | null {
  if (platform !== 'linux') return 'only Linux can keep threads to some of the cores'
  if (wanted <= available) return null
  return `expected 1 to ${available}, the cores that there are, got \`${wanted}\``
}
