import { readEnvironment } from '../engine/measure/machine/read-environment'
import { threadsFor } from '../engine/measure/processors/processors'
import { buildInfo } from '../host/build-info'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { isJobFile, jobFileTypes } from '../engine/contender/job-variant'
import { preset, presetNames, type PresetName, type PresetSweep } from '../engine/spec/presets'
import type { Spec } from '../engine/spec/spec'
import { InputError, quote } from '../host/input/input-error'
import { readSpec } from '../host/input/read-spec'
import type { CommandContext } from './command-context'
import { addDeliveryFlags } from './outcome/deliver'
import { didYouMean } from './flag/choice-flag'
import { addSpecFlags, withSpecFlags, type SpecFlagValues } from './flag/spec-flag'
import { addTrustFlag, ownJob, untriedSpec } from './own-job'

/** Adds what a command takes that measures a preset, a person's own job or a file with a spec. */
export function addMeasuringFlags(command: Command): Command {
  const target = 'a preset (see `presets`), your own job, or a file with a spec'
  return addDeliveryFlags(
    addTrustFlag(addSpecFlags(command.argument('<preset|job.ts|spec.json>', target))),
  )
}

/**
 * The spec that a person asked for: a preset by its name, their own job, or a JSON file, changed by
 * the flags. A preset and a job are adapted first; a person's own spec is taken as it is.
 *
 * @throws InputError where there is neither, or where a flag cannot be applied
 */
export async function chooseSpec(
  target: string,
  flags: SpecFlagValues,
  context: Pick<CommandContext, 'lab' | 'terminal'>,
  adapt = (spec: Spec): Spec => spec,
): Promise<Spec> {
  // What fits no job of one's own is refused before one is run.
  if (isJobFile(target)) withSpecFlags(adapt(untriedSpec(target)), basename(target), flags)
  const spec = isPreset(target)
    ? adapt(preset(target, threadsFor(readEnvironment(buildInfo))).spec)
    : isJobFile(target)
      ? adapt(await ownJob(target, flags, context))
      : await fromFile(target)
  return withSpecFlags(spec, spec.name, flags)
}

/** What people write jobs in elsewhere, and what no spec is. */
const otherLanguages = /\.(tsx|jsx|cts|pyw)$/i

async function fromFile(target: string): Promise<Spec> {
  if (otherLanguages.test(target)) {
    const message = `${target} is no job: its name ends in none of ${jobFileTypes.replaceAll(',', ', ')}`
    throw new InputError('missing', message, { source: 'job', value: target })
  }
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
