import { readEnvironment } from '../../engine/measure/machine/read-environment'
import { threadsFor } from '../../engine/measure/processors/processors'
import { buildInfo } from '../../host/build-info'
import { existsSync } from 'node:fs'
import { preset, presetNames, type PresetName, type PresetSweep } from '../../engine/spec/presets'
import type { Spec } from '../../engine/spec/spec'
import { InputError, quote } from '../../host/input/input-error'
import { readSpec } from '../../host/input/read-spec'
import { isJobFile } from '../../host/own-job/try-job'
import { didYouMean } from './choice-flag'
import { withSpecFlags, type SpecFlagValues } from './spec-flag'

/** How a command makes a spec of what is no file with one. */
export interface Choosing {
  /** Makes a preset, or a person's own job, what the command needs. */
  readonly adapt?: (preset: Spec) => Spec
  /** Tries a person's own job, in the file of that path. */
  readonly ownJob: (path: string, flags: SpecFlagValues) => Promise<Spec>
}

/**
 * The spec that a person asked for: a preset by its name, their own job, or a JSON file, changed by the flags. A
 * preset is adapted first, where the command needs that; a person's own file is taken as it is.
 *
 * @throws InputError where there is neither, or where a flag cannot be applied
 */
export async function chooseSpec(
  target: string,
  flags: SpecFlagValues,
  { adapt = (preset) => preset, ownJob }: Choosing,
): Promise<Spec> {
  const spec = isPreset(target)
    ? adapt(preset(target, threadsFor(readEnvironment(buildInfo))).spec)
    : isJobFile(target)
      ? adapt(await ownJob(target, flags))
      : await fromFile(target)
  return withSpecFlags(spec, spec.name, flags)
}

async function fromFile(target: string): Promise<Spec> {
  if (/[./\\]/.test(target) || existsSync(target)) return readSpec(target)
  const message = `There is no preset ${quote(target)}; the presets are ${presetNames.join(', ')}${didYouMean(target, presetNames)}`
  throw new InputError('missing', message, { source: 'preset', value: target })
}

/** What a preset is run over; null for one of a single run, and for what is no preset. */
export function presetSweep(target: string): PresetSweep | null {
  return isPreset(target) ? preset(target, 1).sweep : null
}

function isPreset(name: string): name is PresetName {
  return (presetNames as readonly string[]).includes(name)
}
