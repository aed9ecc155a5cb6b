import { expect, test } from 'vitest'
import { bytes } from '../../../src/engine/measure/statistics/quantity'
import { preset } from '../../../src/engine/spec/presets'
import { memoryWarning as memoryWarningUnread } from '../../../src/report/note/memory-warning'
import { readable } from '../../text/readable'

const memoryWarning = readable(memoryWarningUnread, (said) => (said === null ? [] : [said]))

const { spec } = preset('io-bound', 2)
const GIB = 2 ** 30
const machine = (free: number, cores = 2) => ({ cores, freeBytes: bytes(free) })

test('what fits is not warned of', () => {
  expect(memoryWarning([spec], machine(4 * GIB))).toBeNull()
})

test('many threads are warned of with what they need and what is free', () => {
  expect(memoryWarning([{ ...spec, workers: 256 }], machine(2 * GIB))).toBe(
    'This needs about 4.6 GiB of memory, and 2 GiB is free: the system may end it. Take fewer workers, loops or jobs in flight.',
  )
})

test('many jobs in flight are warned of where no contender has workers', () => {
  const many = { ...spec, concurrency: 1_000_000, contenders: ['event-loop' as const] }
  expect(memoryWarning([many], machine(GIB / 2))).toMatch(/^This needs about 1.07 GiB/)
  expect(memoryWarning([{ ...many, workers: 1_024 }], machine(2 * GIB))).toBeNull()
})

test('a sweep is warned of by the point that needs most', () => {
  const points = [1, 8, 128].map((workers) => ({ ...spec, workers }))
  expect(memoryWarning(points, machine(GIB))).toMatch(/^This needs about 2.35 GiB/)
})

test('a loop for each of many cores counts, and fewer of them do not', () => {
  expect(memoryWarning([spec], machine(GIB, 128))).toMatch(/^This needs about 2.35 GiB/)
  expect(memoryWarning([{ ...spec, loops: 2 }], machine(GIB, 128))).toBeNull()
})

test('jobs that compress are warned of with what the runtime holds for each, on a loop alone', () => {
  const many = { ...preset('zlib', 2).spec, concurrency: 100_000 }
  const alone = (name: 'async' | 'sequential') =>
    memoryWarning([{ ...many, contenders: [name] }], machine(20 * GIB))
  expect(alone('async')).toMatch(/^This needs about 26.2 GiB/)
  expect(alone('sequential')).toBeNull()
})
