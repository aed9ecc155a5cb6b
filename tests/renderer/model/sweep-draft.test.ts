import { describe, expect, it } from 'vitest'
import { preset } from '../../../src/engine/spec/presets'
import {
  firstDraft,
  listDraft,
  readDraft,
  sweepable,
  type SweepDraft,
} from '../../../src/renderer/model/sweep-draft'

const { spec } = preset('io-bound', 2)
const draft: SweepDraft = {
  form: 'range',
  from: 1,
  to: 1_000,
  steps: 4,
  spacing: 'ratio',
  list: '',
}

describe('the values of a sweep', () => {
  it('follow one another by the same ratio or by the same difference', () => {
    expect(readDraft('concurrency', draft).values).toEqual([1, 10, 100, 1_000])
    expect(readDraft('concurrency', { ...draft, spacing: 'even' }).values).toEqual([
      1, 334, 667, 1_000,
    ])
  })

  it('the values of a sweep are whole where the spec takes only whole ones, and each is there once', () => {
    const close = { ...draft, to: 3, steps: 8 }
    expect(readDraft('workers', close).values).toEqual([1, 2, 3])
  })

  it('the values of a sweep are shown in percent and passed as a share', () => {
    const share = { ...draft, from: 0, to: 100, steps: 5, spacing: 'even' } as const
    expect(readDraft('cpu-share', share).values).toEqual([0, 0.25, 0.5, 0.75, 1])
  })

  it('the values of a sweep can be listed, in any order and with any separator', () => {
    const listed = { ...draft, form: 'list', list: '8, 1 2;4' } as const
    expect(readDraft('workers', listed).values).toEqual([8, 1, 2, 4])
  })

  it('the values of a sweep are given back in the unit that is shown', () => {
    const again = listDraft('cpu-share', [0, 0.3, 1], spec)
    expect(again.list).toBe('0, 30, 100')
    expect(readDraft('cpu-share', again).values).toEqual([0, 0.3, 1])
  })

  it('begin with some that fit, whatever is swept', () => {
    for (const over of sweepable(spec, 2)) {
      expect(readDraft(over, firstDraft(over, spec, 2)).problems).toEqual([])
    }
  })
})

describe('what is wrong with the values of a sweep', () => {
  it('what is wrong with the values of a sweep is told field by field, with the range and the unit', () => {
    const { values, problems } = readDraft('workers', { ...draft, from: 0, to: 257, steps: 1 })
    expect(values).toEqual([])
    expect(problems).toEqual([
      { field: 'from', message: 'From: whole, from 1 to 256 threads.' },
      { field: 'to', message: 'To: whole, from 1 to 256 threads.' },
      { field: 'steps', message: 'Steps: a whole number from 2 to 64.' },
    ])
  })

  it('names what is no value in a list', () => {
    const [problem] = readDraft('workers', { ...draft, form: 'list', list: '1, x' }).problems
    expect(problem?.message).toBe('Values: whole, from 1 to 256 threads, not “x”.')
  })

  it('what is wrong with the values of a sweep is an empty list', () => {
    expect(readDraft('workers', { ...draft, form: 'list' }).problems).toHaveLength(1)
  })

  it('what is wrong with the values of a sweep is equal ratios from 0, which never leave it', () => {
    const [problem] = readDraft('cpu-share', { ...draft, from: 0, to: 100 }).problems
    expect(problem?.message).toBe('From: values by equal ratios cannot be 0.')
  })
})

describe('what can be swept', () => {
  it('leaves out what the spec has not: a share of computing for files, workers for one loop', () => {
    expect(
      sweepable({ ...spec, workload: { kind: 'files' }, contenders: ['event-loop'] }, null),
    ).toEqual(['concurrency', 'uv-threads', 'arrival-rate'])
  })

  it('takes hidden threads only where jobs need them, and shares of computing where they can be had', () => {
    expect(sweepable(spec, null)).not.toContain('uv-threads')
    const hashing = { ...spec, workload: { kind: 'crypto', cpuMs: 10 } } as const
    expect(sweepable(hashing, null)).toEqual([
      'concurrency',
      'workers',
      'uv-threads',
      'arrival-rate',
    ])
    expect(readDraft('uv-threads', firstDraft('uv-threads', hashing, null)).values).toEqual([
      1, 2, 4, 8,
    ])
  })

  it('leaves out cores where the system cannot keep threads to some, and else takes all of them', () => {
    expect(sweepable(spec, null)).not.toContain('cores')
    expect(sweepable(spec, 4)).toContain('cores')
    expect(readDraft('cores', firstDraft('cores', spec, 4)).values).toEqual([1, 2, 3, 4])
    expect(readDraft('cores', firstDraft('cores', spec, 1)).values).toEqual([1])
  })
})
