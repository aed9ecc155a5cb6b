import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callNames } from '../../../src/contract/lab-api'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'

describe.runIf(hasDesktop)('the window keeps to the security checklist', () => {
  let desktop: Desktop
  beforeAll(async () => {
    desktop = await openDesktop()
  })
  afterAll(() => desktop.close())

  it('runs its page sandboxed, isolated and without Node', async () => {
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      // Not in the types, but the only place that says what is really in force.
      return (contents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    })
    const globals = await desktop.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'electron'].filter((name) => name in window),
    )
    expect(globals).toEqual([])
  })

  it('gives the page exactly the calls of the contract and nothing of ipcRenderer', async () => {
    const names = await desktop.page.evaluate(() => Object.keys(window.lab))
    expect(names.sort()).toEqual([...callNames, 'on'].sort())
  })

  it('serves the page under a policy without inline scripts, eval and remote sources', async () => {
    const policy = await desktop.page.evaluate(async () => {
      const response = await fetch(location.href)
      return response.headers.get('content-security-policy')
    })
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  it('runs no inline script and no inline handler', async () => {
    const ran = await desktop.page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.body.append(script)
      return 'inlineRan' in window
    })
    expect(ran).toBe(false)
    const handled = await desktop.page.evaluate(() => {
      const link = document.createElement('a')
      link.setAttribute('onclick', 'window.handlerRan = true')
      link.click()
      return 'handlerRan' in window
    })
    expect(handled).toBe(false)
  })

  it('denies navigation away from the page', async () => {
    const before = desktop.page.url()
    await desktop.page.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await desktop.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
    expect(desktop.page.url()).toBe(before)
  })

  it('comes back from an empty page, of which no navigation is told', async () => {
    const before = desktop.page.url()
    const back = desktop.page.waitForEvent('load')
    await desktop.page.evaluate(() => {
      location.href = 'about:blank'
    })
    await back
    await desktop.page.waitForURL(before)
    await desktop.page.getByRole('navigation').first().waitFor()
  })

  it('the window has no peer connections, and would find nobody with one', async () => {
    expect(await desktop.page.evaluate(() => 'RTCPeerConnection' in window)).toBe(false)
    const candidates = await desktop.page.evaluate(async () => {
      // A frame of its own has one still.
      const frame = document.body.appendChild(document.createElement('iframe'))
      const inner = frame.contentWindow as (Window & typeof globalThis) | null
      if (inner === null) return null
      const peer = new inner.RTCPeerConnection({ iceServers: [{ urls: 'stun:127.0.0.1:9' }] })
      const found: (string | undefined)[] = []
      const gathered = new Promise((resolve) => {
        peer.onicecandidate = ({ candidate }) => {
          if (candidate === null) resolve(null)
          else found.push(candidate.candidate)
        }
      })
      peer.createDataChannel('away')
      await peer.setLocalDescription(await peer.createOffer())
      await gathered
      peer.close()
      frame.remove()
      return found
    })
    expect(candidates).toEqual([])
  })

  it.each([
    'https://example.com/',
    'corewise://lab/index.html',
    'about:blank',
    'file:///etc/passwd',
  ])('denies a new window with %s', async (address) => {
    const opened = await desktop.page.evaluate((url) => window.open(url) !== null, address)
    expect(opened).toBe(false)
    expect(desktop.app.windows()).toHaveLength(1)
  })

  it('lets the notes have a window, as sandboxed as its own, from which nothing leads on', async () => {
    const [notes] = await Promise.all([
      desktop.page.waitForEvent('popup'),
      desktop.page.evaluate(() => window.open('#notes') !== null),
    ])
    await notes.getByText('Waiting for the presentation.').waitFor()
    const preferences = await desktop.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) =>
        // Not in the types, but the only place that says what is really in force.
        (webContents as unknown as { getLastWebPreferences(): object }).getLastWebPreferences(),
      ),
    )
    expect(preferences).toHaveLength(2)
    for (const each of preferences) {
      expect(each).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
    }
    await notes.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await notes.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)))
    expect(notes.url()).toBe('corewise://lab/index.html#notes')
    await notes.close()
  })

  it('denies every permission', async () => {
    const states = await desktop.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read']
      const found = names.map((name) => navigator.permissions.query({ name: name as never }))
      return (await Promise.all(found)).map(({ state }) => state)
    })
    expect(new Set(states)).toEqual(new Set(['denied']))
  })

  it('asks the network for nothing, even where the page wants it to', async () => {
    const outcome = await desktop.app.evaluate(async ({ session }) => {
      try {
        await session.defaultSession.fetch('http://127.0.0.1:9/')
        return 'sent'
      } catch (error) {
        return String(error)
      }
    })
    expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT')
  })

  it('refuses a call that does not come from its own page', async () => {
    const outcome = await desktop.app.evaluate(async ({ app, BrowserWindow }) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`
      const stranger = new BrowserWindow({
        show: false,
        webPreferences: { preload, sandbox: true },
      })
      await stranger.loadURL('data:text/html,<p>stranger')
      const reply: unknown = await stranger.webContents.executeJavaScript('lab.appInfo()')
      stranger.destroy()
      return reply
    })
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        message: expect.stringContaining("does not come from the lab's own page") as string,
      },
    })
  })

  it('parses every argument by its schema and says which field it refused', async () => {
    const reply = await desktop.page.evaluate(() => window.lab.readRun({ id: '../../etc' }))
    expect(reply).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', message: expect.stringContaining('../../etc') as string },
    })
  })

  it('the window serves no file from outside the built page', async () => {
    const statuses = await desktop.page.evaluate(async () => {
      const paths = [
        '/../main/main.cjs',
        '/%2e%2e/main/main.cjs',
        '/..%2fmain%2fmain.cjs',
        '/none.js',
      ]
      return Promise.all(paths.map(async (path) => (await fetch(path)).status))
    })
    expect(statuses).toEqual([404, 404, 404, 404])
  })
})
