import { join } from 'node:path'
import { inspect } from 'node:util'
import type { LabError } from '../contract/channel/reply'
import { explain, isExpected } from '../host/explain'
import { Lab } from '../host/run/lab'
import { createLabService } from '../host/lab-service'
import {
  CANNOT_BE_USED,
  ownJobsFolder,
  whyNotWritable,
  workshopsFolder,
} from '../host/library/library-folder'
import { Library } from '../host/library/library'
import { printableLines } from '../host/output/printable'
import { packagesFolder } from '../host/packages-folder'
import { PreferencesFile } from '../host/preferences'
import { Surveys } from '../host/library/surveys'
import { browserShell } from './browser-shell'
import { servePage } from './page-server'
import { Sockets } from './sockets'

/**
 * The lab in a browser on this machine: serves it and prints its address until it is ended.
 *
 * @param port of this machine, 0 for any that is free
 * @param builtFolder the folder of the built programs: this file may be built into one below it
 */
export async function serve(port: number, builtFolder: string): Promise<void> {
  const outFolder = join(builtFolder, '..')
  const library = new Library()
  const why = await whyNotWritable(library.folder)
  if (why !== null) {
    tell(why)
    process.exitCode = CANNOT_BE_USED
    return
  }
  const sockets = new Sockets()
  const service = createLabService({
    lab: new Lab({
      engineFolder: builtFolder,
      filesFolder: packagesFolder(builtFolder),
    }),
    library,
    surveys: new Surveys(),
    preferences: new PreferencesFile(join(library.folder, '../browser/preferences.json')),
    shell: browserShell,
    engineFolder: builtFolder,
    lessonsFolder: join(outFolder, '../resources/lessons'),
    examplesFolder: join(outFolder, '../resources/examples'),
    ownJobsFolder: ownJobsFolder(),
    workshopsFolder: workshopsFolder(),
    emit: sockets.emit,
  })
  const server = await servePage(join(outFolder, 'renderer'), port, (socket) => {
    sockets.attach(socket, service.handlers, explainAndLog)
  })
  process.stdout.write(`Corewise is at ${server.address}\nCtrl-C ends it.\n`)

  let isEnding = false
  const end = async (): Promise<void> => {
    if (isEnding) return
    isEnding = true
    try {
      await service.stop()
      await library.emptyTrash()
      await library.removeLeftovers()
      await server.close()
    } finally {
      // Nothing that is still under way, such as an export for a page that is gone, is waited for.
      process.exit()
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => void end())
}

function explainAndLog(error: unknown): LabError {
  if (!isExpected(error)) tell(inspect(error))
  return explain(error)
}

function tell(text: string): void {
  process.stderr.write(`${printableLines(text, false)}\n`)
}
