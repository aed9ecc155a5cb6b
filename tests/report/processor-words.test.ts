import { expect, test } from 'vitest'
import type { Processors } from '../../src/engine/measure/processors/processors'
import { coreFacts, coresOf } from '../../src/report/processor-words'

const machine = (changes: Partial<Processors> = {}) => {
  const usable = [0, 1, 2, 3].map((id) => ({
    id,
    siblings: [id],
    kind: null,
    mhz: 2_600,
    mostMhz: null,
  }))
  const processors = { effective: 4, limit: 'machine', online: 4, quota: null, usable } as const
  return { cores: 4, processors: { ...processors, ...changes } }
}

test('cores are told by their number, and by what limits them where something does', () => {
  expect(coresOf({ cores: 8, processors: null })).toBe('8 cores')
  expect(coresOf(machine())).toBe('4 cores')
  expect(coresOf(machine({ effective: 0.5, limit: 'quota', quota: 0.5 }))).toBe(
    '0.5 of 4 cores (quota)',
  )
  expect(coresOf(machine({ effective: 1, limit: 'affinity' }))).toBe('1 of 4 cores (affinity)')
})

test('facts of cores tell the quota, siblings, kinds and clocks, and nothing of what is not known', () => {
  expect(coreFacts({ cores: 8, processors: null })).toEqual([])
  expect(coreFacts(machine())).toEqual([
    ['usable', '4 cores: 0-3'],
    ['clock', '2.6 GHz'],
  ])
  const core = (
    id: number,
    kind: 'performance' | 'efficiency',
    siblings: number[],
    mhz: number,
  ) => ({
    id,
    kind,
    siblings,
    mhz,
    mostMhz: 5_200,
  })
  const usable = [
    core(0, 'performance', [0, 1], 5_000),
    core(1, 'performance', [0, 1], 5_000),
    core(2, 'efficiency', [2], 800),
  ]
  expect(coreFacts(machine({ usable, quota: 1.5 }))).toEqual([
    ['usable', '3 cores: 0-2'],
    ['quota', '1.5 cores of CPU time'],
    ['SMT', '3 cores share 2 physical cores: two threads on one take turns'],
    ['kinds', '2 performance (0-1), 1 efficiency (2)'],
    ['clock', '0-1: 5 GHz, at most 5.2 GHz; 2: 0.8 GHz, at most 5.2 GHz'],
  ])
})
