import { spawnSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const shell = join(import.meta.dirname, '../../out/main/server.cjs')
const host = `cw-host-${process.pid}`
const guest = `cw-guest-${process.pid}`
const HOST_ADDRESS = '10.213.7.1'
/** Another network of the host, to which the session is not opened. */
const OTHER_ADDRESS = '10.213.8.1'

const ip = (...words: string[]): boolean => spawnSync('ip', words).status === 0

/** Whether hosts of their own can be made here: on Linux, as root. */
const hasNamespaces =
  process.platform === 'linux' && ip('netns', 'add', host) && ip('netns', 'add', guest)
if (!hasNamespaces) {
  console.log('LEFT OUT: a session between hosts: no network namespaces (Linux, as root)')
}

describe.runIf(hasNamespaces)('a session between hosts of their own', () => {
  let home = ''
  let server: ChildProcess
  let leader: ChildProcess
  let said: AsyncIterator<string>

  beforeAll(async () => {
    const [near, far] = [`cwa${process.pid}`, `cwb${process.pid}`]
    const isMade = [
      ip('link', 'add', near, 'netns', host, 'type', 'veth', 'peer', 'name', far, 'netns', guest),
      ip('-n', host, 'address', 'add', `${HOST_ADDRESS}/24`, 'dev', near),
      ip('-n', host, 'address', 'add', `${OTHER_ADDRESS}/24`, 'dev', near),
      ip('-n', guest, 'address', 'add', '10.213.7.2/24', 'dev', far),
      ip('-n', guest, 'address', 'add', '10.213.8.2/24', 'dev', far),
      ...[host, guest].map((name) => ip('-n', name, 'link', 'set', 'lo', 'up')),
      ip('-n', host, 'link', 'set', near, 'up'),
      ip('-n', guest, 'link', 'set', far, 'up'),
    ]
    expect(isMade).not.toContain(false)
    home = await mkdtemp(join(tmpdir(), 'scratch-hosts-'))
    server = inside(host, [shell], { COREWISE_HOME: home })
    const address = /http:\S+/.exec((await linesOf(server).next()).value as string)?.[0] ?? ''
    leader = inside(host, ['-e', leaderScript, address, HOST_ADDRESS])
    said = linesOf(leader)
  })
  afterAll(async () => {
    for (const process of [leader, server]) {
      if (process.exitCode !== null) continue
      process.kill('SIGTERM')
      await once(process, 'exit')
    }
    await rm(home, { recursive: true, force: true, maxRetries: 10 })
    for (const name of [host, guest]) ip('netns', 'delete', name)
  })

  it('lets another host vote, at the chosen address alone, eight of one address, and more where that is said', async () => {
    const address = (await said.next()).value as string
    expect(address).toMatch(/^http:\/\/10\.213\.7\.1:\d+\/[0-9a-z]{26}\/$/)
    const elsewhere = address.replace(HOST_ADDRESS, OTHER_ADDRESS)
    expect(await guests(elsewhere, 1)).toEqual(['ECONNREFUSED'])
    expect(await guests(address, 9)).toEqual([...Array<string>(8).fill('200 200'), '403'])
    leader.stdin?.write('share\n')
    expect((await said.next()).value).toBe('shared')
    expect(await guests(address, 3)).toEqual(Array(3).fill('200 200'))
    leader.stdin?.write('count\n')
    expect((await said.next()).value).toBe('11 voted')
  })

  /** Has guests join and vote from the other host, one after the other; what each was answered. */
  async function guests(address: string, count: number): Promise<string[]> {
    const script = inside(guest, ['-e', guestScript, address, String(count)])
    const answers: string[] = []
    for await (const line of createInterface({ input: script.stdout ?? process.stdin })) {
      answers.push(line)
    }
    return answers
  }
})

function inside(name: string, words: string[], env: Record<string, string> = {}): ChildProcess {
  return spawn('ip', ['netns', 'exec', name, process.execPath, ...words], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
}

function linesOf({ stdout }: ChildProcess): AsyncIterator<string> {
  if (stdout === null) throw new Error('expected a pipe')
  return createInterface({ input: stdout })[Symbol.asyncIterator]()
}

/** Whoever presents, over the browser shell's contract: starts, then does what each line says. */
const leaderScript = `
const { WebSocket } = require('ws')
const [address, place] = process.argv.slice(1)
const socket = new WebSocket(address.replace('http', 'ws') + 'socket', { origin: new URL(address).origin })
let id = 0
const pending = new Map()
const call = (call, input) => new Promise((resolve) => {
  pending.set(++id, resolve)
  socket.send(JSON.stringify({ id, call, input }))
})
socket.on('message', (data) => {
  const { id, reply } = JSON.parse(data)
  if (id !== undefined) pending.get(id)(reply.ok ? reply.value : console.log(reply.error.message))
})
socket.on('open', async () => {
  const session = await call('startSession', { address: place, isAgreed: true })
  const question = { text: 'How long?', choices: ['1 s', '2 s'] }
  await call('leadSession', { kind: 'show', title: 'A lesson', question, part: 'vote', right: null })
  console.log(session.address)
})
require('node:readline').createInterface({ input: process.stdin }).on('line', async (line) => {
  if (line === 'share') {
    await call('leadSession', { kind: 'share', isShared: true })
    console.log('shared')
  } else console.log((await call('session')).ballot.voted + ' voted')
})
`

const guestScript = `
const [address, count] = process.argv.slice(1)
;(async () => {
  for (let each = 0; each < Number(count); each += 1) {
    try {
      const joined = await fetch(address + 'join', { method: 'POST' })
      if (joined.status !== 200) { console.log(joined.status); continue }
      const { key, poll } = await joined.json()
      const cookie = joined.headers.get('set-cookie').split(';')[0]
      const body = JSON.stringify({ key, poll, choice: 1 })
      const voted = await fetch(address + 'vote', { method: 'POST', headers: { cookie }, body })
      console.log(joined.status + ' ' + voted.status)
    } catch (error) { console.log(error.cause?.code ?? error.message) }
  }
})()
`
