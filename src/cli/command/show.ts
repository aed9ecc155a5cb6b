import { printableJson } from '../../host/output/printable'
import type { CommandContext } from '../command-context'
import { moment } from '../../report/format'
import { Library } from '../../host/library/library'
import { printRecord } from '../deliver'
import { findResult } from '../find-named'
import { formatTable } from '../view/table'
import { printable, type Terminal } from '../terminal'

/** Adds `show`: prints a result that was kept, or lists those in the library. */
export function addShow({ program, terminal }: CommandContext): void {
  program
    .command('show')
    .summary('print a result again, or list the library')
    .description('Prints a result that was kept. Without one, lists the runs in the library.')
    .argument('[result]', 'a result file, the folder that it is in, or its name in the library')
    .option('--json', 'print the result file')
    .addHelpText(
      'after',
      `
Examples:
  corewise show
  corewise show io-bound-20260131T120000Z
  corewise show results/result.corewise.json`,
    )
    .action(async (target: string | undefined, { json = false }: { json?: boolean }) => {
      if (target === undefined) await list(json, terminal)
      else printRecord(await findResult(target), json, terminal)
    })
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
