import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { uvThreadsOf } from '../../../src/engine/measure/uv-threads'
import { buildThreads } from '../../build-threads'

let program = ''
beforeAll(async () => {
  const source = join(import.meta.dirname, 'hidden-threads-program.ts')
  program = join(await buildThreads({ program: source }), 'program.cjs')
})

interface Seen {
  readonly tids: readonly number[] | null
  readonly idleMs: number
  readonly busyMs: number
  readonly count: number
}

/** What a process of its own finds of its hidden threads, with that many by its environment. */
function seenWith(variable: string | undefined, ...args: readonly string[]): Seen {
  const answer = execFileSync(process.execPath, [program, ...args], {
    env: { ...process.env, UV_THREADPOOL_SIZE: variable },
  })
  return JSON.parse(answer.toString()) as Seen
}

test('libuv has as many threads as it reads from its environment', () => {
  const counts = [
    [undefined, 4],
    ['2', 2],
    ['0', 1],
    ['seven', 1],
    ['9 and more', 9],
  ] as const
  expect([uvThreadsOf('5000'), uvThreadsOf('-1')]).toEqual([1_024, 1_024])
  for (const [variable, expected] of counts) {
    expect([variable, uvThreadsOf(variable)]).toEqual([variable, expected])
  }
  if (process.platform !== 'linux') return
  for (const [variable, expected] of counts.slice(0, 3)) {
    expect(seenWith(variable).tids).toHaveLength(expected)
  }
})

test('a task waits for a hidden thread only while all of them have something to do', () => {
  const { idleMs, busyMs, count } = seenWith('1', 'waiting')
  expect(count).toBeGreaterThan(0)
  expect(busyMs).toBeGreaterThan(50)
  expect(busyMs).toBeGreaterThan(idleMs * 2)
})
