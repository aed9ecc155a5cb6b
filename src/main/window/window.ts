import { app, BrowserWindow, nativeTheme } from 'electron'
import { join } from 'node:path'
import { PAGE_URL } from './page'
import { keepPlaceOf, placeForWindow } from './window-place'

/** Painted until the page is: the window's ground in both themes. */
const GROUND = { light: '#f7f8fa', dark: '#121418' }

/** Opens the lab's window where it was left the last time. */
export function openWindow(): BrowserWindow {
  const { bounds, isMaximized } = placeForWindow()
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 960,
    minHeight: 640,
    show: false,
    title: 'Corewise',
    icon: join(app.getAppPath(), 'build/icon.png'),
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // Would fetch its dictionaries from the network.
      spellcheck: false,
      // Live figures go on while another window covers this one.
      backgroundThrottling: false,
      devTools: !app.isPackaged,
    },
  })
  keepPlaceOf(window)
  window.once('ready-to-show', () => {
    if (isMaximized) window.maximize()
    window.show()
  })
  void window.loadURL(PAGE_URL)
  return window
}
