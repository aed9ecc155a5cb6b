import { Command } from 'commander'
import { Agent } from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { addSendFlags, sendResult } from '../../../src/cli/outcome/send-result'
import { openTerminal } from '../../../src/cli/terminal'
import type { ParticipantView, Session } from '../../../src/contract/workshop/session'
import { SessionControl } from '../../../src/host/session/session-control'
import { sessionPlaces } from '../../../src/host/session/session-place'
import { syntheticRoom } from '../../charts/synthetic-room'
import { Guest, receiptOf, send } from './guest'

const LOOPBACK = '127.0.0.1'
const question = { text: 'How long?', choices: ['1 s', '2 s', '3 s'] }

describe('a session over HTTP', () => {
  let told: Session[] = []
  let control: SessionControl
  let address = ''
  const show = (part: 'vote' | 'watch' | 'answer', right: number | null = null): void => {
    control.lead({ kind: 'show', title: 'Lesson', question, part, right })
  }
  const ballot = () => control.session?.ballot

  beforeEach(async () => {
    told = []
    control = new SessionControl(
      { agreesToListen: () => Promise.resolve(false) },
      (event, payload) => {
        if (event === 'session') told.push(payload as Session)
      },
    )
    address = (await control.start(LOOPBACK, true))?.address ?? ''
  })
  afterEach(() => control.end())

  it('counts the votes of 200 participants, none lost and none twice, though each votes, reloads and votes again', async () => {
    show('vote')
    const agent = new Agent({ keepAlive: true, maxSockets: 200 })
    const guests = Array.from({ length: 200 }, () => new Guest(address, agent))
    const answers = await Promise.all(
      guests.map(async (guest, index) => {
        const joined = await guest.join()
        const first = await guest.vote(index % 2)
        const reloaded = await guest.join()
        const second = await guest.vote(index % 3)
        return [joined, first, reloaded, second].map(({ status }) => status)
      }),
    )
    agent.destroy()
    expect(new Set(answers.flat())).toEqual(new Set([200]))
    expect(control.session?.participants).toBe(200)
    expect(ballot()?.voted).toBe(200)
    control.lead({ kind: 'close' })
    expect(ballot()?.before).toEqual([67, 67, 66])
    // Many votes are told to the window in few messages.
    await expect.poll(() => told.at(-1)?.ballot?.before).toEqual([67, 67, 66])
    expect(told.length).toBeLessThan(100)
  })

  it('leads participants by itself: to the question, the second poll, the answer, and the end', async () => {
    const guest = new Guest(address)
    await guest.join()
    const seen: ParticipantView[] = []
    let isOver = false
    guest.follow(
      (view) => seen.push(view),
      () => (isOver = true),
    )
    await expect.poll(() => seen.at(-1)?.part).toBe('wait')
    show('vote')
    await expect.poll(() => seen.at(-1)?.part).toBe('vote')
    await guest.vote(2)
    await expect.poll(() => seen.at(-1)?.choice).toBe(2)
    control.lead({ kind: 'close' })
    await expect.poll(() => seen.at(-1)?.before).toEqual([0, 0, 1])
    control.lead({ kind: 'again' })
    await expect.poll(() => seen.at(-1)?.poll).toBe(2)
    show('answer', 1)
    await expect.poll(() => seen.at(-1)).toMatchObject({ part: 'answer', right: 1, choice: 2 })
    await expect.poll(() => control.session?.connected).toBe(1)
    await control.end()
    await expect.poll(() => isOver).toBe(true)
    // On a connection of its own: one that is kept would hang up.
    await expect(send(address, '', { agent: new Agent() })).rejects.toThrow('ECONNREFUSED')
    expect(control.session).toMatchObject({ address: null, participants: 1, connected: 0 })
  })

  it('shows who comes late what is shown now', async () => {
    show('vote')
    control.lead({ kind: 'close' })
    const guest = new Guest(address)
    await guest.join()
    expect(await guest.view()).toMatchObject({ part: 'closed', question, choice: null })
    expect(receiptOf(await guest.vote(0)).message).toBe('The vote is closed.')
  })

  it('serves one page that loads nothing and runs its own script alone', async () => {
    const page = await send(address, '')
    expect(page.status).toBe(200)
    const policy = String(page.headers['content-security-policy'])
    expect(policy).toMatch(/default-src 'none'; style-src 'sha256-\S+'; script-src 'sha256-\S+';/)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(page.text).not.toMatch(/(src|href)="(?!data:,)/)
    expect(page.text.length).toBeLessThan(30_000)
  })

  it('puts the results that are sent on one chart, and takes none twice', async () => {
    for (const { name, result } of syntheticRoom([2, 8])) {
      const sent = { method: 'PUT', body: JSON.stringify(result) }
      expect((await send(address, `result?name=${name}`, sent)).status).toBe(201)
      expect(receiptOf(await send(address, 'result', sent)).message).toContain('already')
    }
    const [gathering] = control.session?.gathered.gatherings ?? []
    expect(gathering?.machines.map(({ name, cores }) => [name, cores])).toEqual([
      ['person 1', 2],
      ['person 2', 8],
    ])
    const picture = { widthPx: 640, heightPx: 360, scale: 1, theme: 'dark', background: 'theme' }
    const chart = await control.gathered.chart({
      from: 'session',
      place: 0,
      chart: 'machines-throughput',
      picture: { ...picture, widthMm: null, axis: null, hasNotes: true } as never,
    })
    expect(chart.data.subarray(1, 4).toString()).toBe('PNG')
    await control.end()
    expect(control.session?.gathered.gatherings[0]?.machines).toHaveLength(2)
  })

  it('takes the result of a run from the command line, which says what came of it', async () => {
    const [run] = syntheticRoom([4])
    if (run === undefined) throw new Error('expected a run')
    const command = addSendFlags(new Command())
    command.parse(['--send', address.slice(0, -1), '--send-as', 'anna'], { from: 'user' })
    const said: string[] = []
    const terminal = { ...openTerminal(), tell: (text: string) => said.push(text) }
    const sent = (): Promise<boolean> => sendResult(run.result, command.opts(), terminal)
    expect(await sent()).toBe(true)
    expect(control.session?.gathered.gatherings[0]?.machines[0]?.name).toBe('anna')
    await control.end()
    expect(await sent()).toBe(false)
    expect(said).toEqual([
      'The result arrived. It is on the chart of all machines.',
      expect.stringMatching(/Not sent: the session does not answer: .*ECONNREFUSED/) as string,
    ])
  })

  it.each(['', 'https://a/b', 'http://127.0.0.1:9/', 'file:///etc/passwd', 'anna'])(
    'the command line takes "%s" for no address of a session',
    (text) => {
      const parse = () => addSendFlags(new Command()).parse(['--send', text], { from: 'user' })
      expect(parse).toThrow(/^--send: expected a session's address, as on the screen, got/)
    },
  )

  const networks = sessionPlaces().filter((place) => place.address !== LOOPBACK)
  it.skipIf(networks.length === 0)(
    'begins in no network to which the person did not agree, and nothing listens there',
    async () => {
      const servers = (): number =>
        process.getActiveResourcesInfo().filter((kind) => kind === 'TCPServerWrap').length
      const before = servers()
      const asked: string[] = []
      const refusing = new SessionControl(
        {
          agreesToListen: (words) => {
            asked.push(words)
            return Promise.resolve(false)
          },
        },
        () => undefined,
      )
      const [network] = networks
      if (network === undefined) throw new Error('there is no network')
      expect(await refusing.start(network.address, true)).toBeNull()
      expect(asked).toEqual([network.words.join('\n\n')])
      expect(refusing.session).toBeNull()
      expect(() => {
        refusing.lead({ kind: 'close' })
      }).toThrow('No session is going on')
      expect(servers()).toBeLessThanOrEqual(before)
    },
  )

  it('begins nowhere but where this machine is, with consent, and once at a time', async () => {
    await expect(control.start('203.0.113.7', true)).rejects.toThrow('no address 203.0.113.7')
    await expect(control.start(LOOPBACK, true)).rejects.toThrow('A session is going on')
    await control.end()
    expect(() => {
      control.lead({ kind: 'close' })
    }).toThrow('No session is going on')
    expect(await control.start(LOOPBACK, false)).not.toBeNull()
    expect(control.session?.address).not.toBe(address)
  })
})
