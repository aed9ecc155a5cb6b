import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import type { LabApi } from '../../../src/contract/lab-api'
import { connectWebSocket } from '../../../src/contract/channel/web-socket'

describe('the lab behind a WebSocket', () => {
  let server: WebSocketServer
  let lab: LabApi
  let again: (() => void) | undefined
  let onMessage: (text: string, socket: WebSocket) => void

  beforeEach(async () => {
    again = undefined
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
    server.on('connection', (socket) => {
      socket.on('message', (data: Buffer) => {
        onMessage(data.toString(), socket)
      })
    })
    await new Promise((resolve) => server.once('listening', resolve))
    const address = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
    lab = connectWebSocket(
      () => new WebSocket(address),
      (callback) => (again = callback),
    )
  })
  afterEach(() => {
    for (const socket of server.clients) socket.terminate()
    server.close()
  })

  it('gives every reply to the call that it belongs to, in whichever order they come', async () => {
    const waiting: string[] = []
    onMessage = (text, socket) => {
      waiting.push(text)
      if (waiting.length < 2) return
      for (const call of waiting.reverse()) {
        const { id } = JSON.parse(call) as { id: number }
        socket.send(JSON.stringify({ id, reply: { ok: true, value: `folder ${id}` } }))
      }
    }
    expect(await Promise.all([lab.chooseFolder(), lab.chooseFolder()])).toEqual([
      { ok: true, value: 'folder 0' },
      { ok: true, value: 'folder 1' },
    ])
  })

  it('answers calls under way when the connection is lost, and connects again', async () => {
    onMessage = (_text, socket) => {
      socket.terminate()
    }
    expect(await lab.presets()).toMatchObject({ ok: false, error: { code: 'disconnected' } })
    onMessage = (text, socket) => {
      const { id } = JSON.parse(text) as { id: number }
      socket.send(JSON.stringify({ id, reply: { ok: true, value: null } }))
    }
    again?.()
    expect(await lab.activeRun()).toEqual({ ok: true, value: null })
  })

  it('passes events on', async () => {
    const heard = new Promise((resolve) => lab.on('command', resolve))
    onMessage = (_text, socket) => {
      socket.send(JSON.stringify({ event: 'command', payload: 'export' }))
    }
    void lab.appInfo()
    expect(await heard).toBe('export')
  })

  it('takes a reply that does not fit its schema for what it is', async () => {
    onMessage = (text, socket) => {
      const { id } = JSON.parse(text) as { id: number }
      socket.send(JSON.stringify({ id, reply: { ok: true, value: 42 } }))
    }
    expect(await lab.chooseFolder()).toMatchObject({ ok: false, error: { code: 'failed' } })
  })

  it('says which input cannot be sent, and stays connected', async () => {
    onMessage = (text, socket) => {
      const { id } = JSON.parse(text) as { id: number }
      socket.send(JSON.stringify({ id, reply: { ok: true, value: null } }))
    }
    const circular: { id: unknown } = { id: null }
    circular.id = circular
    for (const id of [1n, circular]) {
      expect(await lab.readRun({ id: id as never })).toMatchObject({
        ok: false,
        error: {
          code: 'invalid-input',
          message: expect.stringMatching(/^readRun: the input cannot be sent: /) as string,
        },
      })
    }
    expect(await lab.activeRun()).toEqual({ ok: true, value: null })
  })
})
