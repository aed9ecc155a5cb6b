import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionPlaces } from '../../../src/host/session/session-place'
import { Guest } from '../../host/session/guest'
import { clickTo } from '../click-to'
import { hasDesktop, openDesktop, type Desktop } from '../open-desktop'
import { hasBrowser, patientContext, startChromium } from '../start-chromium'
import { axeFaults } from '../window/axe-faults'

/** A telephone's page. */
const small = { viewport: { width: 360, height: 640 } }

describe.runIf(hasDesktop && hasBrowser)('a session in the window', () => {
  let lab: Desktop
  let browser: Browser
  let phone: Page
  let address = ''
  const complaints: string[] = []

  beforeAll(async () => {
    lab = await openDesktop(undefined, { width: 1024, height: 768 })
    browser = await startChromium()
    phone = await (await patientContext(browser, small)).newPage()
    phone.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    phone.on('pageerror', (error) => complaints.push(error.message))
    const { page } = lab
    await page.getByRole('button', { name: 'Workshop', exact: true }).click()
    await page.getByRole('button', { name: /^7\b/ }).waitFor()
    await page.getByRole('button', { name: 'Present', exact: true }).click()
    await page.getByRole('region', { name: 'Presenter' }).waitFor()
  })
  afterAll(async () => {
    await browser.close()
    await lab.close()
  })

  const status = () => phone.getByRole('status').first()

  const networks = sessionPlaces().filter(({ address: place }) => place !== '127.0.0.1')
  it.skipIf(networks.length === 0)(
    'begins nothing where the dialog before a network is refused, and says so',
    async () => {
      const { app, page } = lab
      await app.evaluate(({ dialog }) => {
        dialog.showMessageBox = (...parameters: unknown[]) => {
          const { message, buttons, defaultId } = parameters[1] as Record<string, unknown>
          Object.assign(globalThis, { asked: [message, buttons, defaultId] })
          return Promise.resolve({ response: 1, checkboxChecked: false })
        }
      })
      await page.getByRole('button', { name: 'Session…' }).click()
      const dialog = page.getByRole('dialog', { name: 'Session' })
      const [network] = networks
      await dialog.getByRole('combobox', { name: 'Network' }).selectOption(network?.address ?? '')
      await dialog.getByRole('button', { name: 'Start the session' }).click()
      await page.getByText('No session was started: you did not agree to it.').first().waitFor()
      expect(await app.evaluate(() => (globalThis as { asked?: unknown }).asked)).toEqual([
        'Open the session to the network?',
        ['Open It', 'Cancel'],
        1,
      ])
      expect(await page.evaluate(() => window.lab.session())).toEqual({ ok: true, value: null })
      await dialog.getByRole('button', { name: 'Start the session' }).waitFor()
      await dialog.getByRole('button', { name: 'Cancel' }).click()
    },
  )

  it('begins after the window said who can reach it, with an address and a code that a room can read', async () => {
    const { page } = lab
    await page.getByRole('button', { name: 'Session…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Session' })
    await dialog.getByRole('combobox', { name: 'Network' }).selectOption('127.0.0.1')
    await dialog.getByText('only programs of this machine can reach it').waitFor()
    await dialog.getByRole('button', { name: 'Start the session' }).click()
    const told = dialog.getByText(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-z]{26}\/$/)
    await told.waitFor()
    address = await told.innerText()
    await dialog.getByRole('img', { name: 'The address as a QR code' }).waitFor()
    await expect.poll(() => axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Close' }).last().click()
  })

  it('a phone follows from the text to the question, and votes there by the keyboard alone', async () => {
    await phone.goto(address)
    await expect.poll(() => status().innerText()).toMatch(/^Look at the screen/)
    await lab.page.getByRole('region', { name: 'Presenter' }).focus()
    await clickTo(lab.page, 3)
    await lab.page.getByText('0 of 1 have voted').waitFor()
    const choice = phone.getByRole('group').getByRole('button').first()
    await choice.focus()
    await phone.keyboard.press('Enter')
    await expect.poll(() => status().innerText()).toBe('Your vote counts.')
    await phone.reload()
    await expect.poll(() => choice.getAttribute('aria-pressed')).toBe('true')
    await lab.page.getByText('1 of 1 have voted').waitFor()
  })

  it.each(['light', 'dark'] as const)(
    'gives axe nothing to object to on the participants’ page in its %s theme, at 360 px without sideways scrolling',
    async (colorScheme) => {
      await phone.emulateMedia({ colorScheme })
      await expect.poll(() => axeFaults(phone)).toEqual([])
      const overflow = () => phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(await overflow()).toBeLessThanOrEqual(0)
    },
  )

  it('shows the distribution only once the vote is closed, and after a second vote both', async () => {
    const { page } = lab
    const guest = new Guest(address)
    await guest.join()
    expect((await guest.vote(1)).status).toBe(200)
    await page.getByText('2 of 2 have voted').waitFor()
    await expect.poll(() => page.locator('.presenter canvas').count()).toBe(0)
    await page.getByRole('button', { name: 'Close the vote and show it' }).click()
    await page.getByRole('img', { name: /2 votes/ }).waitFor()
    await page.getByRole('button', { name: 'Discuss, then vote again' }).click()
    await expect.poll(() => phone.getByText('Second vote').count()).toBe(1)
    expect((await guest.vote(0)).status).toBe(200)
    await page.getByText('2 of 2 have voted, 1 changed their vote').waitFor()
    await page.getByRole('button', { name: 'Close the vote and show it' }).click()
    await page.getByRole('img', { name: /before and after the discussion/ }).waitFor()
    await expect.poll(() => status().innerText()).toMatch(/^The vote is closed/)
  })

  it('counts every vote of a room of 30, before and after the discussion', async () => {
    const { page } = lab
    const slides = page.getByRole('combobox', { name: 'Slide' })
    const titles = await slides.locator('option').allInnerTexts()
    const second = titles.flatMap((title, at) => (title.includes(': question') ? [at] : []))[1]
    await slides.selectOption({ index: second ?? 0 })
    await page.getByText('0 of 2 have voted').waitFor()
    // Eight with a browser of their own; 22 more of them would test only the machine.
    const room = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const context = await patientContext(browser, small)
        const seat = await context.newPage()
        await seat.goto(address)
        return seat
      }),
    )
    const others = Array.from({ length: 22 }, () => new Guest(address))
    for (const guest of others) await guest.join()
    const vote = async (poll: number): Promise<void> => {
      await Promise.all(
        room.map(async (seat, index) => {
          await seat.getByText(poll === 1 ? 'Choose an answer.' : /Second vote/).waitFor()
          await seat
            .getByRole('group')
            .getByRole('button')
            .nth((index * poll) % 2)
            .click()
          await seat.getByText('Your vote counts.').waitFor()
        }),
      )
      for (const [at, guest] of others.entries()) {
        const { status } = await guest.vote(((room.length + at) * poll) % 2)
        expect(status).toBe(200)
      }
    }
    await vote(1)
    await page.getByText('30 of 32 have voted').waitFor()
    await page.getByRole('button', { name: 'Close the vote and show it' }).click()
    await page.getByRole('img', { name: /30 votes/ }).waitFor()
    await page.getByRole('button', { name: 'Discuss, then vote again' }).click()
    // Whoever was for the second is for the first after it.
    await vote(2)
    await page.getByText('30 of 32 have voted, 15 changed their vote').waitFor()
    await page.getByRole('button', { name: 'Close the vote and show it' }).click()
    const chart = page.getByRole('img', { name: /before and after the discussion/ })
    await expect.poll(() => chart.getAttribute('aria-label')).toMatch(/15\b.*30\b/s)
    for (const seat of room) await seat.getByText('15 votes before, 30 after').waitFor()
    await Promise.all(room.map((seat) => seat.context().close()))
  })

  it('ends with the presentation, and the phone says so', async () => {
    const { page } = lab
    await page
      .getByRole('toolbar')
      .getByRole('button', { name: /^Session: \d/ })
      .click()
    await page.getByRole('heading', { name: 'Take part' }).waitFor()
    await expect.poll(() => axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'Take part' }).waitFor({ state: 'hidden' })
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Presenter' }).waitFor({ state: 'hidden' })
    await expect
      .poll(() => status().innerText())
      .toBe('The session has ended. You can close this page.')
    await expect.poll(() => new Guest(address).join().catch(String)).toContain('ECONNREFUSED')
    expect([...complaints, ...lab.complaints]).toEqual([])
  })
})
