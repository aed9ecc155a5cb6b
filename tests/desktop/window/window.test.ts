import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hasDesktop, openDesktop, startOf, type Desktop } from '../open-desktop'
import { shortSpec } from '../watch-run'

describe.runIf(hasDesktop)('the window', () => {
  let home: string
  let opened: Desktop[] = []
  const open = async (): Promise<Desktop> => {
    const desktop = await openDesktop(home)
    opened.push(desktop)
    return desktop
  }
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-window-'))
    opened = []
  })
  afterEach(async () => {
    await Promise.all(opened.map((desktop) => desktop.close()))
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
  })

  it('comes back where it was left and as large', async () => {
    const first = await open()
    await first.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 120, y: 80, width: 1100, height: 700 })
    })
    await first.close()
    const second = await open()
    const bounds = await second.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBounds(),
    )
    expect(bounds).toMatchObject({ width: 1100, height: 700 })
  })

  it('opens where it can be seen when its screen is gone, or its place was not readable', async () => {
    const lost = { x: 50_000, y: 80, width: 1100, height: 700, isMaximized: false }
    for (const kept of [JSON.stringify(lost), '{"x":']) {
      await mkdir(join(home, 'desktop'), { recursive: true })
      await writeFile(join(home, 'desktop/window.json'), kept)
      const desktop = await open()
      const bounds = await desktop.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.getBounds(),
      )
      expect(bounds?.x).toBeLessThan(5_000)
      await desktop.close()
    }
  })

  it('remembers theme and last spec, and tells the page and the system of the theme', async () => {
    const first = await open()
    const spec = shortSpec({ concurrency: 7 })
    await first.page.evaluate(async (lastSpec) => {
      await window.lab.changePreferences({ theme: 'dark', lastSpec })
    }, spec)
    expect(await first.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
    await first.close()
    const { page, app } = await open()
    expect(await page.evaluate(() => window.lab.preferences())).toMatchObject({
      ok: true,
      value: { theme: 'dark', language: 'Python', lastSpec: spec, lastSweep: null },
    })
    expect(await app.evaluate(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
  })

  it('starts with preferences that are not readable any more, without them', async () => {
    const first = await open()
    await first.page.evaluate(() => window.lab.changePreferences({ theme: 'dark' }))
    await first.close()
    await writeFile(join(home, 'desktop/preferences.json'), '{ "preferences": { "theme": "pu')
    const { page } = await open()
    expect(await page.evaluate(() => window.lab.preferences())).toMatchObject({
      value: { theme: 'system', lastSpec: null },
    })
  })

  it('sends what is chosen in the menu to the page, and the theme to the preferences', async () => {
    const { app, page } = await open()
    const heard = page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const all: unknown[] = []
          window.lab.on('command', (command) => all.push(command))
          window.lab.on('preferences', ({ theme }) => {
            resolve([...all, theme])
          })
        }),
    )
    await page.evaluate(() => window.lab.appInfo())
    const accelerators = await app.evaluate(({ Menu }) => {
      const menu = Menu.getApplicationMenu()
      for (const id of ['show-library', 'show-method', 'theme-light'])
        menu?.getMenuItemById(id)?.click()
      return ['start-run', 'export', 'show-run'].map(
        (id) => menu?.getMenuItemById(id)?.accelerator ?? null,
      )
    })
    expect(await heard).toEqual(['show-library', 'show-method', 'light'])
    expect(accelerators).toEqual(['CmdOrCtrl+Return', 'CmdOrCtrl+E', 'CmdOrCtrl+1'])
  })

  it('the window is the only one: a second start shows the first and ends', async () => {
    const { app } = await open()
    const told = app.evaluate(
      ({ app: electron }) =>
        new Promise((resolve) => {
          electron.once('second-instance', () => {
            resolve('told')
          })
        }),
    )
    const { executable, args, env } = startOf(home)
    const [code] = (await once(spawn(executable, args, { env, stdio: 'ignore' }), 'exit')) as [
      number | null,
    ]
    expect(code).toBe(0)
    expect(await told).toBe('told')
  })

  it('keeps a log of its own', async () => {
    const { page, app } = await open()
    await Promise.all([
      page.waitForEvent('crash'),
      app.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
      }),
    ])
    await expect
      .poll(() => readFile(join(home, 'desktop/logs/main.log'), 'utf8').catch(() => ''))
      .toContain('The page ended: crashed')
  })
})
