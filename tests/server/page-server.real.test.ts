import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { servePage, type PageServer } from '../../src/server/page-server'

describe('the server of the browser shell', () => {
  let folder: string
  let server: PageServer
  let accepted = 0
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'scratch-page-'))
    await writeFile(join(folder, 'index.html'), '<p>the lab')
    await mkdir(join(folder, 'viewer'))
    await writeFile(join(folder, 'viewer/index.html'), '<p>the viewer')
    await writeFile(join(folder, 'notes.dat'), 'not a part of the page')
    server = await servePage(folder, 0, () => (accepted += 1))
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  it('listens on loopback only', () => {
    expect(new URL(server.address).hostname).toBe('127.0.0.1')
  })

  it('serves the page to who knows the address, with a strict policy', async () => {
    const response = await fetch(server.address)
    expect(await response.text()).toBe('<p>the lab')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('serves the viewer of profiles without an origin, and nothing else under its looser policy', async () => {
    const policyAt = async (path: string): Promise<string> =>
      (await fetch(server.address + path)).headers.get('content-security-policy') ?? ''
    const policy = await policyAt('viewer/index.html')
    expect(policy).toMatch(/^sandbox allow-scripts; default-src 'none'; /)
    expect(policy).not.toContain('connect-src')
    for (const path of ['index.html', 'viewer/..%2findex.html', 'viewer%2f../index.html']) {
      expect(await policyAt(path)).not.toMatch(/unsafe|sandbox/)
    }
  })

  it('the server of the browser shell has another token each time, too long to be guessed', async () => {
    const other = await servePage(folder, 0, () => undefined)
    const token = tokenOf(other.address)
    await other.close()
    expect(token).not.toBe(tokenOf(server.address))
    expect(token.length).toBeGreaterThanOrEqual(32)
  })

  it.each(['', 'index.html', `${'A'.repeat(32)}/index.html`])(
    'finds nothing at "/%s", because the token is missing or wrong',
    async (path) => {
      const response = await fetch(new URL(`/${path}`, server.address))
      expect(response.status).toBe(404)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    },
  )

  it.each(['notes.dat', '..%2fpackage.json', '%2e%2e/package.json', 'none.js', '%00', '%E0%A4%A'])(
    'finds nothing at "%s", which is no part of the page',
    async (path) => {
      expect((await fetch(server.address + path)).status).toBe(404)
    },
  )

  it('answers nothing but reading', async () => {
    expect((await fetch(server.address, { method: 'POST' })).status).toBe(404)
  })

  it('refuses a request for another host, as a rebound name would send', async () => {
    expect(await statusWithHost('rebound.example')).toBe(404)
    expect(await statusWithHost(`localhost:${new URL(server.address).port}`)).toBe(200)
  })

  it('lets a socket in only from its own page, with the token', async () => {
    const socketAddress = `${server.address.replace('http', 'ws')}socket`
    const { origin } = new URL(server.address)
    expect(await connects(socketAddress, origin)).toBe(true)
    expect(await connects(socketAddress, 'https://elsewhere.example')).toBe(false)
    expect(await connects(socketAddress, undefined)).toBe(false)
    expect(await connects(`${origin.replace('http', 'ws')}/socket`, origin)).toBe(false)
    expect(accepted).toBe(1)
  })

  it('says that a port is in use', async () => {
    const { port } = new URL(server.address)
    await expect(servePage(folder, Number(port), () => undefined)).rejects.toThrow('EADDRINUSE')
  })

  function statusWithHost(host: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      request(server.address, { headers: { host } }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .once('error', reject)
        .end()
    })
  }
})

function connects(address: string, origin: string | undefined): Promise<boolean> {
  const socket = new WebSocket(address, origin === undefined ? {} : { origin })
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.close()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
}

function tokenOf(address: string): string {
  return new URL(address).pathname.split('/')[1] ?? ''
}
