import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type BrowserLab } from '../open-browser'
import { hasBrowser } from '../start-chromium'
import { shortSpec } from '../watch-run'

describe.runIf(hasBrowser)('the browser shell in a real browser', () => {
  let lab: BrowserLab
  beforeAll(async () => {
    lab = await openBrowser()
  })
  afterAll(() => lab.close())

  it('runs a comparison over its socket and keeps the result', async () => {
    const messages = await lab.page.evaluate(
      (spec) =>
        new Promise<unknown[]>((resolve) => {
          const received: unknown[] = []
          const socket = new WebSocket(new URL('socket', location.href.replace(/^http/, 'ws')))
          socket.onopen = () => {
            socket.send(JSON.stringify({ id: 1, call: 'startRun', input: spec }))
          }
          socket.onmessage = ({ data }) => {
            const message = JSON.parse(String(data)) as { payload?: { kind?: string } }
            received.push(message)
            if (message.payload?.kind === 'finished' || message.payload?.kind === 'failed') {
              socket.close()
              resolve(received)
            }
          }
        }),
      shortSpec(),
    )
    expect(messages).toContainEqual(
      expect.objectContaining({ id: 1, reply: { ok: true, value: expect.anything() as unknown } }),
    )
    expect(messages.at(-1)).toMatchObject({
      event: 'run',
      payload: { kind: 'finished', result: { status: 'complete' }, saved: { ok: true } },
    })
  })

  it('serves its page under the same policy, and shows it without a complaint', async () => {
    const response = await lab.page.goto(lab.address)
    expect(response?.headers()['content-security-policy']).toContain("script-src 'self';")
    expect(lab.complaints).toEqual([])
    expect(await lab.page.evaluate(() => 'RTCPeerConnection' in window)).toBe(false)
  })

  it('offers no folder to be gathered, which a browser cannot open', async () => {
    await lab.page.goto(lab.address)
    await lab.page.getByRole('button', { name: 'Library', exact: true }).click()
    await lab.page.getByRole('button', { name: 'Import…' }).waitFor()
    await expect.poll(() => lab.page.getByText('Gather a folder…').count()).toBe(0)
  })

  it('the browser shell in a real browser does not let a page from elsewhere in', async () => {
    const stranger = await lab.browser.newPage()
    await stranger.goto('data:text/html,<p>stranger')
    const outcome = await stranger.evaluate(
      (address) =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${address.replace(/^http/, 'ws')}socket`)
          socket.onopen = () => {
            resolve('let in')
          }
          socket.onerror = () => {
            resolve('refused')
          }
        }),
      lab.address,
    )
    await stranger.close()
    expect(outcome).toBe('refused')
  })

  it('ends at once and well when it is told to, a run going on or not', async () => {
    await lab.page.evaluate(
      (spec) =>
        new Promise<void>((resolve) => {
          const socket = new WebSocket(new URL('socket', location.href.replace(/^http/, 'ws')))
          socket.onopen = () => {
            socket.send(JSON.stringify({ id: 1, call: 'startRun', input: spec }))
          }
          socket.onmessage = ({ data }) => {
            if (String(data).includes('"measuring"')) resolve()
          }
        }),
      shortSpec({ durationMs: 60_000 }),
    )
    const ended = once(lab.shell, 'exit')
    lab.shell.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })
})
