import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { preset } from '../../../src/engine/spec/presets'
import type { WorkshopItem } from '../../../src/engine/lesson/workshop'
import { readLessons } from '../../../src/host/lesson/lessons'
import { slidesOf, slideTitle } from '../../../src/renderer/model/slides'

describe('slides', () => {
  let items: WorkshopItem[]
  beforeAll(async () => {
    const { lessons } = await readLessons(join(import.meta.dirname, '../../../resources/lessons'))
    const chosen = lessons.filter(({ number }) => number === 2 || number === 8)
    items = [
      ...chosen.map((lesson) => ({ kind: 'lesson' as const, lesson })),
      { kind: 'experiment', experiment: { title: 'Alone', spec: preset('mixed', 2).spec } },
    ]
  })

  it('slides show of a lesson its text, programs, question, run, answer and conclusion, and what closes it', () => {
    const [, eighth] = items
    const measured = eighth?.kind === 'lesson' ? eighth.lesson.experiment.length : 0
    expect(measured).toBeGreaterThan(0)
    expect(slidesOf(items).map(({ kind, place }) => `${place} ${kind}`)).toEqual([
      '0 text',
      '0 code',
      '0 question',
      '0 program',
      '0 answer',
      '0 conclusion',
      '1 text',
      '1 code',
      '1 question',
      '1 program',
      '1 answer',
      '1 conclusion',
      ...Array.from({ length: measured }, () => '1 measurement'),
      '2 measurement',
    ])
  })

  it('a slide is called after its lesson and its part, or after what is measured', () => {
    const titles = slidesOf(items).map(slideTitle)
    expect(titles.slice(0, 3)).toEqual([
      'One loop, many tasks',
      'One loop, many tasks: the program',
      'One loop, many tasks: question',
    ])
    expect(titles.at(-1)).toBe('Alone')
  })

  it('no slide shows a conclusion that a lesson does not have', () => {
    const [item] = items
    if (item?.kind !== 'lesson') throw new Error('there is no lesson')
    const silent = { ...item, lesson: { ...item.lesson, conclusion: '' } }
    expect(slidesOf([silent]).map(({ kind }) => kind)).not.toContain('conclusion')
  })

  it('no item makes no slide', () => {
    expect(slidesOf([])).toEqual([])
  })
})
