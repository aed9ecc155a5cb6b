import { app, dialog } from 'electron'
import log from 'electron-log/main'
import { CANNOT_BE_USED, whyNotWritable } from '../host/library/library-folder'
import { guardContents } from './window/guard'
import { openLab } from './open-lab'
import { registerPageScheme } from './window/page'
import { useHomeFolder } from './paths'

log.errorHandler.startCatching({ showDialog: false })
useHomeFolder()
registerPageScheme()
// With Chromium's sandbox off, as it must be for root, the two would contradict each other.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

void begin()

async function begin(): Promise<void> {
  // Without this Chromium takes a folder that cannot be written for a lab that is open already.
  const why = await whyNotWritable(app.getPath('userData'))
  if (why !== null) {
    process.stderr.write(`${why}\n`)
    // From a checkout there is a terminal that shows it, and a dialog would have to be closed
    // first.
    if (app.isPackaged) dialog.showErrorBox('Corewise cannot start', why)
    app.exit(CANNOT_BE_USED)
  } else if (app.requestSingleInstanceLock()) {
    guardContents()
    await app.whenReady()
    await openLab()
  } else {
    // The first one shows its window and goes on.
    app.quit()
  }
}
