import { app, BrowserWindow, nativeTheme } from 'electron'
import keepWindowState from 'electron-window-state'
import { join } from 'node:path'
import { PAGE_URL } from './page'

/** Painted until the page is: the window's ground in both themes. */
const GROUND = { light: '#f7f8fa', dark: '#16181d' }

/** Opens the lab's window where it was left the last time. */
export function openWindow(): BrowserWindow {
  const state = keepWindowState({ defaultWidth: 1280, defaultHeight: 800 })
  const window = new BrowserWindow({
    ...boundsOf(state),
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
  state.manage(window)
  window.once('ready-to-show', () => {
    window.show()
  })
  void window.loadURL(PAGE_URL)
  return window
}

/** A position only where one was kept; without it the system chooses. */
function boundsOf({
  x,
  y,
  width,
  height,
}: keepWindowState.State): Electron.Rectangle | Electron.Size {
  const isPlaced = Number.isInteger(x) && Number.isInteger(y)
  return isPlaced ? { x, y, width, height } : { width, height }
}
