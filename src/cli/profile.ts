import { relative } from 'node:path'
import type { Command } from 'commander'
import type { Result } from '../engine/result/result'
import type { Sweep } from '../engine/result/sweep'
import { InputError, quote } from '../host/input/input-error'
import { keepProfiles } from '../host/library/profile-files'
import { nullIfNotStopped } from '../host/run/run-error'
import { leftOutText, NOT_MEASURED, notProfiled, PROFILE_CANCELLED } from '../report/profile-words'
import type { CommandContext } from './command-context'
import type { DeliveryOptions } from './outcome/deliver'
import { printable } from './terminal'

/** Whether a second pass is to show what threads execute. */
export interface ProfileFlag {
  readonly profile?: boolean
}

/** Adds the flag that asks for a profile after a run. */
export function addProfileFlag(command: Command): Command {
  return command.option(
    '--profile',
    'afterwards run the two that are compared once more, unmeasured, and keep a CPU profile of each thread',
  )
}

/** That a preset is no single run, and so has no profile. */
export function refuseProfile(target: string): InputError {
  const message = `--profile: goes with a single run, and ${quote(target)} is several; choose one with --rate`
  return new InputError('invalid-field', message, { source: '--profile' })
}

/** Takes the profiles of a run that is kept in a folder, and puts them there. */
export function profileOnceMore(
  { lab, terminal }: Pick<CommandContext, 'lab' | 'terminal'>,
  { quiet = false }: Pick<DeliveryOptions, 'quiet'>,
) {
  const tell = quiet ? () => undefined : terminal.tell
  return async (result: Result | Sweep, folder: string, signal: AbortSignal): Promise<void> => {
    if (result.kind !== 'corewise-result') return
    const taken = await nullIfNotStopped(
      lab.profile(result, {
        signal,
        onProgress: ({ contender, index, count }) => {
          tell(`Profiling ${contender}, not measured (${index + 1} of ${count}) …`)
        },
      }),
    )
    if (taken === null || (signal.aborted && taken.threads.length === 0)) {
      tell(
        `${PROFILE_CANCELLED} Take one in the window by Profile…, or run it again with --profile.`,
      )
      return
    }
    for (const each of taken.leftOut) tell(printable(leftOutText(each)))
    if (taken.threads.length === 0) return
    const profiled = taken.threads.map(({ contender }) => contender)
    for (const line of notProfiled(result, profiled)) tell(line)
    const files = await keepProfiles(folder, taken.threads)
    tell(files.map((file) => printable(`  ${relative(folder, file)}`)).join('\n'))
    tell(
      `${NOT_MEASURED}\nSee it in the window, or by: corewise show ${printable(folder)} --profile`,
    )
  }
}
