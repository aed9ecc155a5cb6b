import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MAX_SENT_BYTES } from '../../../src/contract/workshop/session'
import { SessionControl } from '../../../src/host/session/session-control'
import { syntheticRoom } from '../../charts/synthetic-room'
import { Guest, receiptOf, send } from './guest'

const question = { text: 'How long?', choices: ['1 s', '2 s'] }

describe('a hostile participant', () => {
  let control: SessionControl
  let address = ''
  let honest: Guest
  let origin = ''

  beforeEach(async () => {
    const agreesToListen = () => Promise.resolve(true)
    control = new SessionControl({ agreesToListen }, () => undefined)
    address = (await control.start('127.0.0.1', true))?.address ?? ''
    origin = new URL(address).origin
    control.lead({ kind: 'show', title: 'Lesson', question, part: 'vote', right: null })
    honest = new Guest(address)
    await honest.join()
    await honest.vote(0)
  })
  afterEach(() => control.end())

  /** The one honest vote still counts, and the honest one is still listened to. */
  const nothingChanged = async (): Promise<void> => {
    expect((await honest.vote(1)).status).toBe(200)
    control.lead({ kind: 'close' })
    expect(control.session?.ballot?.before).toEqual([0, 1])
  }

  it('votes hundreds of times and has one vote, and the others are still listened to', async () => {
    const hostile = new Guest(address)
    await hostile.join()
    const view = await hostile.view()
    const statuses = new Set<number>()
    const refusals = new Set<string>()
    for (let batch = 0; batch < 4; batch += 1) {
      const answers = await Promise.all(Array.from({ length: 50 }, () => hostile.vote(0, view)))
      for (const answer of answers) {
        statuses.add(answer.status)
        if (answer.status === 429) refusals.add(receiptOf(answer).message)
      }
    }
    expect([...statuses].sort()).toEqual([200, 429])
    // Votes have a limit of their own, below that of all requests.
    expect(refusals).toContain('Too many votes at once: wait a moment.')
    expect((await honest.vote(1)).status).toBe(200)
    control.lead({ kind: 'close' })
    expect(control.session?.ballot?.before).toEqual([1, 1])
  })

  it('floods the server without a place, and participants still vote', async () => {
    const flood = Promise.all(Array.from({ length: 1_000 }, () => send(address, 'nothing')))
    await nothingChanged()
    const statuses = new Set((await flood).map(({ status }) => status))
    expect([...statuses].filter((status) => ![404, 429].includes(status))).toEqual([])
  })

  it('votes for nobody else: not without a secret, with a guessed one, or with a wrong token', async () => {
    const { key, poll } = await honest.view()
    const body = JSON.stringify({ key, poll, choice: 1 })
    for (const cookie of ['', 'corewise=', 'corewise=0', `corewise=${'A'.repeat(32)}`, 'x=1']) {
      const answer = await send(address, 'vote', { method: 'POST', headers: { cookie }, body })
      expect(answer.status).toBe(403)
    }
    const wrong = address.replace(/\w{26}/, (token) => token.replace(/./g, 'a'))
    for (const path of [wrong, origin, `${origin}/`, address.slice(0, -1)]) {
      expect((await send(path, '')).status).toBe(404)
    }
    const sent = { method: 'POST', headers: { cookie: honest.cookie }, body }
    expect((await send(wrong, 'vote', sent)).status).toBe(404)
    await nothingChanged()
  })

  it.each([
    ['another host, as a rebound name sends', { host: 'rebound.example' }],
    ['another page', { origin: 'https://elsewhere.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
  ])('sends a vote from %s, and nothing is found', async (_what, headers) => {
    const { key, poll } = await honest.view()
    const answer = await send(address, 'vote', {
      method: 'POST',
      headers: { cookie: honest.cookie, ...headers },
      body: JSON.stringify({ key, poll, choice: 1 }),
    })
    expect(answer.status).toBe(404)
    control.lead({ kind: 'close' })
    expect(control.session?.ballot?.before).toEqual([1, 0])
  })

  it.each([
    ['nothing', ''],
    ['what is no JSON', '{'],
    ['a list', '[]'],
    ['a choice that is none', JSON.stringify({ key: '', poll: 1, choice: -1 })],
    ['a field too many', JSON.stringify({ key: 'k', poll: 1, choice: 0, participant: 0 })],
    ['a prototype', '{"__proto__":{"choice":1},"key":"k","poll":1}'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0])],
    ['more than a vote has', 'x'.repeat(2_000)],
  ])('sends %s as a vote, and is refused', async (_what, body) => {
    const headers = { cookie: honest.cookie }
    const answer = await send(address, 'vote', { method: 'POST', headers, body })
    expect(answer.status).toBe(400)
    await nothingChanged()
  })

  it.each(['../view', '..%2f..%2fetc/passwd', '%2e%2e/', 'view/../../x', '//views', '%00', '%zz'])(
    'asks for "%s", and nothing is found',
    async (path) => {
      const { pathname } = new URL(address)
      expect(await rawStatus(`GET ${pathname}${path} HTTP/1.1`)).toBe('404')
    },
  )

  it.each(['DELETE', 'PATCH', 'OPTIONS', 'TRACE'])(
    'asks by %s, and nothing is found',
    async (method) => {
      expect((await send(address, 'vote', { method })).status).toBe(404)
    },
  )

  it('sends results that are none, too large or a script as a name, and no machine is added but with a name as text', async () => {
    const put = (path: string, body: string) => send(address, path, { method: 'PUT', body })
    const [run] = syntheticRoom([4])
    const text = JSON.stringify(run?.result)
    expect((await put('result', '{"kind":"corewise-result"}')).status).toBe(422)
    expect((await put('result', '['.repeat(100_000))).status).toBe(422)
    expect((await put('result', text.replace('"cores":4', '"cores":-4'))).status).toBe(422)
    expect((await put('result', ' '.repeat(MAX_SENT_BYTES + 1))).status).toBe(413)
    expect(control.session?.gathered.gatherings).toEqual([])
    const script = '<script>alert(1)</script>\u202e\n\u0000' + 'x'.repeat(500)
    const taken = await put(`result?name=${encodeURIComponent(script)}`, text)
    expect(receiptOf(taken).ok).toBe(true)
    const name = control.session?.gathered.gatherings[0]?.machines[0]?.name ?? ''
    expect(name).toMatch(/^<script>alert\(1\)<\/script> x+$/)
    expect(name).toHaveLength(40)
    await nothingChanged()
  })

  it('sends a body without an end that is too large, and it is cut off', async () => {
    const { pathname, host } = new URL(address)
    const socket = await opened()
    socket.write(
      `PUT ${pathname}result HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`,
    )
    const chunk = `100000\r\n${' '.repeat(0x10_0000)}\r\n`
    for (let sent = 0; sent < 6; sent += 1) socket.write(chunk)
    expect(await textOf(socket)).toMatch(/^HTTP\/1.1 413/)
    await nothingChanged()
  })

  it('holds more connections open than there are, and others still get in', async () => {
    const held: Socket[] = []
    for (let batch = 0; batch < 14; batch += 1) {
      const sockets = await Promise.all(Array.from({ length: 100 }, opened))
      for (const socket of sockets) socket.write('GET / HTTP/1.1\r\nHost: ')
      held.push(...sockets)
    }
    await nothingChanged()
    const late = new Guest(address)
    expect((await late.join()).status).toBe(200)
    for (const socket of held) socket.destroy()
  })

  it('opens the same page many times, and only some are told', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const socket = await opened()
        const { pathname, host } = new URL(address)
        const head = `GET ${pathname}events HTTP/1.1\r\nHost: ${host}\r\nCookie: ${honest.cookie}`
        socket.write(`${head}\r\n\r\n`)
        const status = await firstOf(socket)
        return [status, socket] as const
      }),
    )
    const told = statuses.filter(([status]) => status === '200')
    expect(told).toHaveLength(3)
    expect(statuses.filter(([status]) => status === '429')).toHaveLength(3)
    for (const [, socket] of statuses) socket.destroy()
    await nothingChanged()
  })

  it('takes every place that there is, and who has one keeps it', async () => {
    for (let batch = 0; batch < 10; batch += 1) {
      await Promise.all(Array.from({ length: 50 }, () => new Guest(address).join()))
    }
    const late = await new Guest(address).join()
    expect([late.status, receiptOf(late).message]).toEqual([
      403,
      'The session is full. Look on with somebody beside you.',
    ])
    expect(control.session).toMatchObject({ participants: 500, turnedAway: 2 })
    await nothingChanged()
  })

  async function rawStatus(head: string): Promise<string> {
    const socket = await opened()
    socket.write(`${head}\r\nHost: ${new URL(address).host}\r\nConnection: close\r\n\r\n`)
    return /^HTTP\/1.1 (\d+)/.exec(await textOf(socket))?.[1] ?? ''
  }

  function opened(): Promise<Socket> {
    const { port, hostname } = new URL(address)
    return new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        resolve(socket)
      })
      socket.once('error', reject)
      socket.on('error', () => undefined)
    })
  }
})

function firstOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    socket.once('data', (data: Buffer) => {
      resolve(/^HTTP\/1.1 (\d+)/.exec(data.toString())?.[1] ?? '')
    })
    socket.once('close', () => {
      resolve('')
    })
  })
}

function textOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.on('data', (data: Buffer) => (text += data.toString()))
    socket.on('close', () => {
      resolve(text)
    })
  })
}
