import { relative } from 'node:path'
import type { CommandContext } from '../command-context'
import { gatherMachines } from '../../engine/analysis/gather-machines'
import { readFolder } from '../../host/input/read-folder'
import { gatheredFiles } from '../../host/export/gathered-files'
import { writeIntoEmpty } from '../../host/library/save-result'
import { writeUndisturbed } from '../cancellation'
import { outFolder } from '../outcome/deliver'
import { checkOut } from '../outcome/save-result'
import { printable } from '../terminal'
import { gatheringView } from '../view/gathering-view'
import { addSizeFlag, sizeOptions } from '../flag/picture-flag'
import type { PictureSizeName } from '../../contract/export'
import { addThemeFlag, type ThemeOptions } from '../flag/theme-flag'

interface GatherFlags extends ThemeOptions {
  readonly out?: string
  readonly size?: PictureSizeName
}

/** Adds `gather`: the runs of many machines on one chart. */
export function addGather({ program, terminal }: CommandContext): void {
  const { print, tell, paint } = terminal
  const command = program
    .command('gather')
    .summary('put the runs of many machines on one chart')
    .description(
      'Reads every result file in a folder, as a room of people has sent them. Runs of the same jobs stand in one table, by the cores of their machines. What is compared is the ratio of two contenders within each run: rates of different machines say nothing of each other.',
    )
    .argument('<folder>', 'a folder with result files, or with folders that hold them')
    .option(
      '--out <folder>',
      'write charts and a table there: the folder itself if it is missing or empty, else a new one in it',
      outFolder,
    )
  addThemeFlag(command, 'the theme of the charts')
  addSizeFlag(command)
    .addHelpText(
      'after',
      `
Examples:
  corewise gather results-of-the-room
  corewise gather results-of-the-room --out slides --size slide --theme dark`,
    )
    .action(async (folder: string, { out, theme, size }: GatherFlags) => {
      if (out !== undefined) await checkOut(out)
      const { runs, passedOver } = await readFolder(folder)
      for (const line of passedOver) tell(paint.yellow(printable(`Passed over: ${line}`)))
      const gatherings = gatherMachines(runs)
      print(gatherings.map((gathering) => gatheringView(gathering, paint)).join('\n\n'))
      if (out === undefined) return
      const made = await gatheredFiles(gatherings, { ...sizeOptions(size), theme })
      const written = await writeUndisturbed((signal) =>
        writeIntoEmpty(out, 'gathered', made, signal),
      )
      const files = written.files.map((file) => `  ${relative(written.folder, file)}`)
      print([`\nWritten to ${printable(written.folder)}`, ...files].join('\n'))
    })
}
