import { app } from 'electron'
import log from 'electron-log/main'
import { guardContents } from './guard'
import { openLab } from './open-lab'
import { registerPageScheme } from './page'
import { useHomeFolder } from './home-folder'

log.errorHandler.startCatching({ showDialog: false })
useHomeFolder()
registerPageScheme()
// With Chromium's sandbox off, as it must be for root, the two would contradict each other.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()

if (app.requestSingleInstanceLock()) {
  guardContents()
  void app.whenReady().then(openLab)
} else {
  // The first one shows its window and goes on.
  app.quit()
}
