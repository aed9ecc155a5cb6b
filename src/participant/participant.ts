import type { ParticipantView, Receipt } from '../contract/workshop/session'
import { showView, tellOf } from './show-view'

// The page of who takes part in a session: it shows what is asked, sends votes and results, and
// comes back by itself when the connection was lost.

/** Waits before the next try, the last one again and again. */
const RETRY_MS = [500, 1_000, 2_000, 4_000] as const
let tries = 0
let events: EventSource | null = null
let hasEnded = false

void takePart()
sendResults()

/** Asks for a place, which a page that was opened before has already, and follows from there. */
async function takePart(): Promise<void> {
  events?.close()
  const reply = await send('join', 'POST')
  if (reply === null || reply.status === 429) {
    tellOf('No connection to the session. Trying again…', true)
    again()
    return
  }
  if (reply.status === 404) {
    end()
    return
  }
  if (!reply.ok) {
    tellOf(((await reply.json()) as Receipt).message, true)
    return
  }
  showView((await reply.json()) as ParticipantView, vote)
  follow()
}

function follow(): void {
  const opened = new EventSource('events')
  events = opened
  opened.onmessage = ({ data }: MessageEvent<string>) => {
    tries = 0
    showView(JSON.parse(data) as ParticipantView, vote)
  }
  opened.addEventListener('end', end)
  opened.onerror = () => {
    if (hasEnded) return
    opened.close()
    tellOf('The connection was lost. Trying again…', true)
    again()
  }
}

function again(): void {
  setTimeout(() => void takePart(), RETRY_MS[Math.min(tries, RETRY_MS.length - 1)])
  tries += 1
}

function end(): void {
  hasEnded = true
  events?.close()
  tellOf('The session has ended. You can close this page.', false)
  for (const part of ['vote', 'machine']) document.getElementById(part)?.setAttribute('hidden', '')
}

async function vote({ key, poll }: ParticipantView, choice: number): Promise<void> {
  const reply = await send('vote', 'POST', JSON.stringify({ key, poll, choice }))
  if (reply === null) {
    tellOf('The vote did not arrive. Press once more.', true)
  } else if (reply.ok) {
    showView((await reply.json()) as ParticipantView, vote)
  } else {
    tellOf(((await reply.json()) as Receipt).message, true)
  }
}

function sendResults(): void {
  const form = document.querySelector<HTMLFormElement>('#send')
  const name = document.querySelector<HTMLInputElement>('#name')
  const file = document.querySelector<HTMLInputElement>('#file')
  const sent = document.querySelector<HTMLElement>('#sent')
  const command = document.querySelector<HTMLElement>('#command')
  if (form === null || name === null || file === null || sent === null || command === null) return
  command.textContent = `corewise run io-bound --send ${location.origin}${location.pathname}`
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const [chosen] = file.files ?? []
    if (chosen === undefined) {
      sent.textContent = 'Choose a result file first.'
      return
    }
    sent.textContent = 'Sending…'
    void (async () => {
      const reply = await send(`result?name=${encodeURIComponent(name.value)}`, 'PUT', chosen)
      sent.textContent =
        reply === null
          ? 'It did not arrive. Send it once more.'
          : ((await reply.json()) as Receipt).message
    })()
  })
}

/** Null where nothing came back. */
async function send(path: string, method: string, body?: string | Blob): Promise<Response | null> {
  try {
    return await fetch(path, { method, ...(body === undefined ? {} : { body }) })
  } catch {
    return null
  }
}
