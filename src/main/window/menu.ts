import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { Command } from '../../contract/command'
import { themes, type Preferences } from '../../contract/preferences'

/** What the menu asks of the lab. */
export interface MenuActions {
  /** Sends a command to the interface. */
  readonly send: (command: Command) => void
  readonly changeTheme: (theme: Preferences['theme']) => void
}

type Item = MenuItemConstructorOptions

const isMac = process.platform === 'darwin'
const separator: Item = { type: 'separator' }

/** Puts up the native menu; to be called again when the theme was changed elsewhere. */
export function showMenu(theme: Preferences['theme'], { send, changeTheme }: MenuActions): void {
  const item = (label: string, command: Command, accelerator?: string): Item => ({
    id: command,
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => {
      send(command)
    },
  })
  const themeLabels = { system: 'As the System', light: 'Light', dark: 'Dark' }
  const themeItems = themes.map((name): Item => ({
    id: `theme-${name}`,
    label: themeLabels[name],
    type: 'radio',
    checked: name === theme,
    click: () => {
      changeTheme(name)
    },
  }))

  const file: Item = {
    label: '&File',
    submenu: [
      item('&Import Result…', 'import', 'CmdOrCtrl+O'),
      item('&Export…', 'export', 'CmdOrCtrl+E'),
      separator,
      {
        label: '&Print…',
        accelerator: 'CmdOrCtrl+P',
        click: () => {
          BrowserWindow.getFocusedWindow()?.webContents.print()
        },
      },
      separator,
      { role: isMac ? 'close' : 'quit' },
    ],
  }
  const edit: Item = {
    label: '&Edit',
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      separator,
      item('Copy C&hart', 'copy-chart', 'CmdOrCtrl+Shift+C'),
      item('Copy &Table', 'copy-table', 'CmdOrCtrl+Shift+T'),
      item('&Find', 'search-library', 'CmdOrCtrl+F'),
    ],
  }
  const run: Item = {
    label: '&Run',
    submenu: [
      item('&Start', 'start-run', 'CmdOrCtrl+Return'),
      item('&Cancel', 'cancel-run', 'CmdOrCtrl+.'),
    ],
  }
  const view: Item = {
    label: '&View',
    submenu: [
      item('&Run', 'show-run', 'CmdOrCtrl+1'),
      item('&Library', 'show-library', 'CmdOrCtrl+2'),
      item('&Workshop', 'show-workshop', 'CmdOrCtrl+3'),
      item('&Method', 'show-method', 'CmdOrCtrl+4'),
      separator,
      item('&Present the Workshop', 'present', 'CmdOrCtrl+Shift+P'),
      separator,
      { label: '&Theme', submenu: themeItems },
      separator,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      separator,
      { role: 'togglefullscreen' },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' } as const]),
    ],
  }
  const about = item('&About Corewise', 'show-about')
  const mac: Item = {
    label: app.name,
    submenu: [about, separator, { role: 'hide' }, { role: 'unhide' }, separator, { role: 'quit' }],
  }

  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [mac] : []),
      file,
      edit,
      run,
      view,
      { role: 'windowMenu' },
      {
        role: 'help',
        submenu: [
          item('&Method', 'show-method'),
          item('&Keys', 'show-shortcuts'),
          ...(isMac ? [] : [about]),
        ],
      },
    ]),
  )
}
