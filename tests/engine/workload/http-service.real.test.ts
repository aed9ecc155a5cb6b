import { fork } from 'node:child_process'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { networkInterfaces } from 'node:os'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { milliseconds } from '../../../src/engine/measure/statistics/quantity'
import { HttpClient } from '../../../src/engine/workload/http-client'
import { makePlan } from '../../../src/engine/workload/make-plan'
import { startHttpService, type HttpService } from '../../../src/engine/workload/start-http-service'
import { now } from '../../../src/engine/measure/now'
import { buildThreads } from '../../build-threads'
import type { PortMessage } from './http-service-parent'

const sources = join(import.meta.dirname, '../../../src/engine/workload')

let engineFolder: string
let service: HttpService
let client: HttpClient
beforeAll(async () => {
  engineFolder = await buildThreads({
    'http-service': join(sources, 'http-service.ts'),
    'http-service-parent': join(import.meta.dirname, 'http-service-parent.ts'),
  })
  service = await startHttpService(engineFolder)
  client = new HttpClient(service.port)
})
afterAll(async () => {
  client.close()
  await service.stop()
})

const timed = async (ms: number, bytes: number) => {
  const startNs = now()
  await client.request(milliseconds(ms), bytes)
  return (now() - startNs) / 1e6
}
const statusOf = async (path: string) => {
  const [answer] = (await once(
    get({ host: '127.0.0.1', port: service.port, path }),
    'response',
  )) as [IncomingMessage]
  answer.resume()
  return answer.statusCode
}
const refuses = async (port: number) => {
  const socket = connect(port, '127.0.0.1')
  const connected = once(socket, 'connect').then(() => false)
  const refused = await connected.catch(() => true)
  socket.destroy()
  return refused
}

const mean = (values: readonly number[]) =>
  values.reduce((total, value) => total + value, 0) / values.length
const covariance = (a: readonly number[], b: readonly number[]) =>
  mean(a.map((value, index) => (value - mean(a)) * ((b[index] ?? 0) - mean(b))))
const deviation = (values: readonly number[]) => Math.sqrt(covariance(values, values))
const correlation = (a: readonly number[], b: readonly number[]) =>
  covariance(a, b) / deviation(a) / deviation(b)

describe('the loopback service', () => {
  test('answers with the asked size, from nothing to 16 MiB', async () => {
    for (const size of [0, 1, 1024, 16_777_216]) {
      expect((await client.request(milliseconds(0), size)).length).toBe(size)
    }
  })

  test('the loopback service never answers early', async () => {
    const waits = [0, 0.4, 1, 2.5, 7, 10, 19.9]
    for (let round = 0; round < 10; round++) {
      const times = await Promise.all(waits.map((ms) => timed(ms, 10)))
      times.forEach((time, index) => {
        expect(time).toBeGreaterThanOrEqual(waits[index] ?? Infinity)
      })
    }
  })

  test('answers with the latency distribution of the plan', async () => {
    const plan = makePlan(
      {
        workload: { kind: 'http', waitMs: 100, cpuMs: 0, responseBytes: 64, spread: 'uniform' },
        load: { kind: 'closed' },
        seed: 7,
        faults: { throwEvery: 0, exitAt: 0 },
      },
      { roundsPerMs: 1 },
    )
    const asked = Array.from({ length: 60 }, (_, job) => plan.waitMs(job))
    // The least of several, asked for at other times: a machine that stands still for a moment, or
    // is busy, only ever answers later.
    const rounds: number[][] = []
    for (let round = 0; round < 3; round++) {
      rounds.push(await Promise.all(asked.map((ms) => timed(ms, 64))))
    }
    const times = asked.map((_, job) => Math.min(...rounds.map((took) => took[job] ?? Infinity)))
    expect(correlation(asked, times)).toBeGreaterThan(0.95)
    expect(deviation(times) / deviation(asked)).toBeGreaterThan(0.85)
    expect(deviation(times) / deviation(asked)).toBeLessThan(1.15)
  })

  test('refuses anything else', async () => {
    expect(await statusOf('/wait?ms=1&bytes=10')).toBe(200)
    const bad = ['/', '/wait', '/wait?ms=-1&bytes=1', '/wait?ms=x&bytes=1', '/wait?ms=1&bytes=1.5']
    for (const path of [...bad, '/wait?ms=1&bytes=16777217', '/wait?ms=&bytes=1']) {
      expect([path, await statusOf(path)]).toEqual([path, 400])
    }
  })

  test('a request for a size that it refuses rejects with a clear error', async () => {
    await expect(client.request(milliseconds(0), -1)).rejects.toThrow(
      'The loopback service answered 400',
    )
  })

  test('listens on the loopback only', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)
    if (!outside) return
    const socket = connect(service.port, outside.address)
    await expect(once(socket, 'connect')).rejects.toThrow('ECONNREFUSED')
  })

  test('ends when asked to', async () => {
    const other = await startHttpService(engineFolder)
    expect(await refuses(other.port)).toBe(false)
    await other.stop()
    expect(await refuses(other.port)).toBe(true)
    await other.stop()
  })

  test('ends with its parent, even if that is killed', async () => {
    const parent = fork(join(engineFolder, 'http-service-parent.cjs'), [engineFolder])
    const [port] = (await once(parent, 'message')) as [PortMessage]
    expect(await refuses(port)).toBe(false)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    while (!(await refuses(port))) await new Promise(setImmediate)
  })

  test('a service that cannot start rejects with the reason', async () => {
    const missing = join(engineFolder, 'missing')
    await expect(startHttpService(missing)).rejects.toThrow(
      /^The loopback service ended before it was ready \(code 1: Error: Cannot find module/,
    )
  })
})
