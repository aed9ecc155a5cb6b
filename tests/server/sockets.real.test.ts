import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Handlers } from '../../src/contract/channel/handlers'
import { explain } from '../../src/host/explain'
import { createLabService } from '../../src/host/lab-service'
import { Library } from '../../src/host/library/library'
import { Surveys } from '../../src/host/library/surveys'
import { PreferencesFile } from '../../src/host/preferences'
import { Lab } from '../../src/host/run/lab'
import { browserShell } from '../../src/server/browser-shell'
import { servePage, type PageServer } from '../../src/server/page-server'
import { Sockets } from '../../src/server/sockets'

const engineFolder = join(import.meta.dirname, '../../out/main')
const MIB = 1024 * 1024

describe('the sockets of the browser shell', () => {
  let home: string
  let server: PageServer
  let handlers: Handlers
  let attached: WebSocket[]
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'scratch-sockets-'))
    attached = []
    const sockets = new Sockets()
    handlers = createLabService({
      lab: new Lab({ engineFolder, filesFolder: home }),
      library: new Library(join(home, 'runs')),
      surveys: new Surveys(join(home, 'surveys')),
      preferences: new PreferencesFile(join(home, 'preferences.json')),
      shell: browserShell,
      engineFolder,
      lessonsFolder: join(import.meta.dirname, '../../resources/lessons'),
      examplesFolder: join(import.meta.dirname, '../../resources/examples'),
      ownJobsFolder: join(home, 'jobs'),
      workshopsFolder: join(home, 'workshops'),
      emit: sockets.emit,
    }).handlers
    server = await servePage(home, 0, (socket) => {
      attached.push(socket)
      sockets.attach(socket, handlers, explain)
    })
  })
  afterEach(async () => {
    await server.close()
    await rm(home, { recursive: true })
  })

  const connected = async (): Promise<WebSocket> => {
    const address = `${server.address.replace('http', 'ws')}socket`
    const socket = new WebSocket(address, { origin: new URL(server.address).origin })
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return socket
  }
  /** The next so many replies, by their ids. */
  const replies = (socket: WebSocket, count: number): Promise<Map<number, unknown>> =>
    new Promise((resolve, reject) => {
      const byId = new Map<number, unknown>()
      socket.on('message', (data: Buffer) => {
        const { id, reply } = JSON.parse(data.toString()) as { id: number; reply: unknown }
        byId.set(id, reply)
        if (byId.size === count) resolve(byId)
      })
      socket.once('close', () => {
        reject(new Error(`closed after ${byId.size} replies`))
      })
    })

  it('answers input that is nested 5,000 deep, and all that comes after it', async () => {
    const socket = await connected()
    const both = replies(socket, 2)
    const deep = '['.repeat(5_000) + ']'.repeat(5_000)
    socket.send(`{"id":1,"call":"readRun","input":${deep}}`)
    socket.send('{"id":2,"call":"activeRun"}')
    expect(Object.fromEntries(await both)).toEqual({
      1: {
        ok: false,
        error: {
          code: 'invalid-input',
          message: 'readRun: expected an object, got `[ [Array] ]`',
          fields: [{ path: '', message: 'expected an object, got `[ [Array] ]`' }],
        },
      },
      2: { ok: true, value: null },
    })
  })

  it('answers that a reply cannot be sent where it cannot', async () => {
    handlers = { ...handlers, presets: () => [{ big: 1n } as never] }
    const socket = await connected()
    const reply = replies(socket, 1)
    socket.send('{"id":1,"call":"presets"}')
    expect((await reply).get(1)).toMatchObject({ ok: false, error: { code: 'failed' } })
  })

  it('closes a socket that speaks anything else', async () => {
    for (const message of ['hello', '{}', '{"id":-1,"call":"presets"}', '[1]']) {
      const socket = await connected()
      socket.send(message)
      expect(await new Promise((resolve) => socket.once('close', resolve))).toBe(1008)
    }
  })

  it('cuts off who never reads the replies, before they take much memory', async () => {
    const folder = 'x'.repeat(4 * MIB)
    handlers = { ...handlers, chooseFolder: () => folder }
    const socket = await connected()
    socket.pause()
    const [served] = attached
    if (served === undefined) throw new Error('nothing is attached')
    let mostUnread = 0
    served.on('message', () => {
      mostUnread = Math.max(mostUnread, served.bufferedAmount)
    })
    const cutOff = new Promise((resolve) => served.once('close', resolve))
    for (let id = 0; id < 400; id += 1) socket.send(`{"id":${id},"call":"chooseFolder"}`)
    await cutOff
    mostUnread = Math.max(mostUnread, served.bufferedAmount)
    expect(mostUnread).toBeLessThan(80 * MIB)
    socket.terminate()
  })

  it('answers a flood of calls one after the other, few at a time', async () => {
    let now = 0
    let most = 0
    handlers = {
      ...handlers,
      activeRun: async () => {
        now += 1
        most = Math.max(most, now)
        await new Promise((resolve) => setTimeout(resolve, 1))
        now -= 1
        return null
      },
    }
    const socket = await connected()
    const all = replies(socket, 700)
    for (let id = 0; id < 700; id += 1) socket.send(`{"id":${id},"call":"activeRun"}`)
    expect((await all).size).toBe(700)
    expect(most).toBe(32)
  })

  it('lets only so many in', async () => {
    const sockets = await Promise.all(Array.from({ length: 32 }, connected))
    await expect(connected()).rejects.toThrow('503')
    sockets[0]?.close()
    await new Promise((resolve) => attached[0]?.once('close', resolve))
    await connected()
  })
})
