import { app, nativeTheme, type BrowserWindow } from 'electron'
import log from 'electron-log/main'
import { join } from 'node:path'
import type { Emit } from '../contract/channel/handlers'
import type { LabError } from '../contract/channel/reply'
import type { Preferences } from '../contract/preferences'
import type { RunEvent } from '../contract/run'
import type { SurveyEvent } from '../contract/survey'
import { explain, isExpected } from '../host/explain'
import { Lab } from '../host/run/lab'
import { createLabService } from '../host/lab-service'
import { Library } from '../host/library/library'
import { ownJobsFolder, workshopsFolder } from '../host/library/library-folder'
import { PreferencesFile } from '../host/preferences'
import { Surveys } from '../host/library/surveys'
import { createDesktopShell } from './desktop-shell'
import { emitToWindows, serveCalls } from './ipc'
import { createKeepAwake } from './keep-awake'
import { quitGracefully } from './quit'
import { showMenu } from './window/menu'
import { servePage } from './window/page'
import { engineFolder, examplesFolder, filesFolder, lessonsFolder, pageFolder } from './paths'
import { runtimeNotes } from './runtime-notes'
import { startUtilityProcess } from './start-utility-process'
import { tellProgress } from './tell-progress'
import { openWindow } from './window/window'

/** Puts the desktop lab together and opens its window. To be called once the app is ready. */
export async function openLab(): Promise<void> {
  const preferences = new PreferencesFile(join(app.getPath('userData'), 'preferences.json'))
  const library = new Library()
  const keepAwake = createKeepAwake()
  let window: BrowserWindow | null = null
  const emit: Emit = (event, payload) => {
    emitToWindows(event, payload)
    if (event === 'preferences') show(payload as Preferences)
    if (event === 'run' && window !== null) tellProgress(window, payload as RunEvent)
    if (event === 'run' || event === 'survey') keepAwake((payload as RunEvent | SurveyEvent).kind)
  }
  const service = createLabService({
    lab: new Lab({
      engineFolder,
      filesFolder: filesFolder(),
      startProcess: startUtilityProcess,
    }),
    library,
    surveys: new Surveys(),
    preferences,
    shell: createDesktopShell(runtimeNotes()),
    engineFolder,
    lessonsFolder,
    examplesFolder,
    ownJobsFolder: ownJobsFolder(),
    workshopsFolder: workshopsFolder(),
    emit,
  })
  servePage(pageFolder)
  serveCalls(service.handlers, explainAndLog)
  show(await preferences.read())

  const opened = openWindow()
  window = opened
  app.on('second-instance', () => {
    if (opened.isMinimized()) opened.restore()
    opened.focus()
  })
  opened.webContents.on('render-process-gone', (_event, { reason }) => {
    log.error(`The page ended: ${reason}`)
    if (reason !== 'clean-exit') opened.reload()
  })
  quitGracefully(opened, service, async () => {
    await library.emptyTrash()
    await library.removeLeftovers()
  })

  function show({ theme }: Preferences): void {
    nativeTheme.themeSource = theme
    showMenu(theme, {
      send: (command) => {
        emitToWindows('command', command)
      },
      changeTheme: (chosen) => void service.handlers.changePreferences({ theme: chosen }),
    })
  }
}

function explainAndLog(error: unknown): LabError {
  if (!isExpected(error)) log.error(error)
  return explain(error)
}
