import { printableJson } from '../../host/output/printable'
import type { CommandContext } from '../command-context'
import { MOST_SLOWEST } from '../../engine/result/job-trace'
import type { Result } from '../../engine/result/result'
import { InputError, quote } from '../../host/input/input-error'
import { wholeNumber } from '../flag/number-flag'
import type { KeptResult } from '../../host/library/kept-result'
import { moment } from '../../report/format'
import { Library } from '../../host/library/library'
import { printResult } from '../outcome/deliver'
import { findResult, folderOf } from '../find-named'
import { readProfiles } from '../../host/library/profile-files'
import { profileView } from '../view/profile-view'
import { slowestView } from '../view/slowest-view'
import { formatTable } from '../view/table'
import { printable, type Terminal } from '../terminal'

/** Adds `show`: prints a result that was kept, or lists those in the library. */
export function addShow({ program, terminal }: CommandContext): void {
  program
    .command('show')
    .summary('print a result again, or list the library')
    .description(
      'Prints a result that was kept, or what hyperfine, autocannon, k6, oha, wrk, wrk2 or HdrHistogram wrote. Without one, lists the runs in the library.',
    )
    .argument('[result]', 'a result file, the folder that it is in, or its name in the library')
    .option('--json', 'print the result file')
    .option(
      '--slowest <number>',
      'print only so many of the slowest jobs of each contender, and why each was slow',
      wholeNumber('slowest', { least: 1, most: MOST_SLOWEST }),
    )
    .option('--profile', 'print what its threads executed, where a run was made with --profile')
    .addHelpText(
      'after',
      `
Examples:
  corewise show
  corewise show io-bound-20260131T120000Z
  corewise show mixed-20260131T120000Z --slowest 5
  corewise show my-job-20260131T120000Z --profile
  corewise show results/result.corewise.json
  corewise show autocannon.json`,
    )
    .action(async (target: string | undefined, { json = false, slowest, profile }: ShowFlags) => {
      if (profile === true) await showProfile(target, json, slowest, terminal)
      else if (slowest !== undefined) await showSlowest(target, slowest, json, terminal)
      else if (target === undefined) await list(json, terminal)
      else printResult(await findResult(target), json, terminal)
    })
}

interface ShowFlags {
  readonly json?: boolean
  readonly slowest?: number
  readonly profile?: boolean
}

/** @throws InputError where there is no run to tell of, or JSON is asked for */
async function showSlowest(
  target: string | undefined,
  most: number,
  isJson: boolean,
  { print, paint }: Terminal,
): Promise<void> {
  if (isJson) throw refused('cannot go with --json: the result file holds these jobs')
  if (target === undefined) throw refused('needs a result: corewise show RESULT --slowest 5')
  const results = resultsOf(await findResult(target))
  if (results.length === 0) throw refused(`${quote(target)} holds no single jobs of the lab`)
  print(results.map((result) => slowestView(result, most, paint)).join('\n\n'))
}

function resultsOf(result: KeptResult): Result[] {
  switch (result.kind) {
    case 'corewise-result':
      return [result]
    case 'corewise-sweep':
      return result.points.map(({ result }) => result)
    case 'corewise-cost':
    case 'corewise-memory':
    case 'corewise-foreign':
      return []
  }
}

/**
 * @throws InputError where there is no profile to tell of, or something else is asked for as well
 */
async function showProfile(
  target: string | undefined,
  isJson: boolean,
  slowest: number | undefined,
  { print, paint }: Terminal,
): Promise<void> {
  const flag = '--profile'
  if (isJson) throw refused('cannot go with --json: profiles are files of their own', flag)
  if (slowest !== undefined) throw refused('cannot go with --slowest: ask for one of them', flag)
  if (target === undefined) throw refused('needs a result: corewise show RESULT --profile', flag)
  const result = await findResult(target)
  const profiles = result.kind === 'corewise-result' ? await readProfiles(folderOf(target)) : []
  if (result.kind !== 'corewise-result' || profiles.length === 0) {
    throw refused(
      `${quote(target)} has none; a single run takes one: corewise run … --profile`,
      flag,
    )
  }
  print(profileView(result, profiles, paint))
}

function refused(reason: string, flag = '--slowest'): InputError {
  return new InputError('invalid-field', `${flag}: ${reason}`, { source: flag })
}

async function list(isJson: boolean, { print, tell, paint }: Terminal): Promise<void> {
  const library = new Library()
  const { entries, problems } = await library.list()
  for (const { id, message } of problems) tell(printable(`${id}: ${message}`))
  if (isJson) {
    print(printableJson(entries))
    return
  }
  if (entries.length === 0) {
    tell(`No runs are kept in ${printable(library.folder)} yet: corewise run io-bound`)
    return
  }
  const rows = entries.map(({ id, startedAt, status }) => [id, moment(startedAt), status])
  print(formatTable(['run', 'started', 'status'], rows, paint))
}
