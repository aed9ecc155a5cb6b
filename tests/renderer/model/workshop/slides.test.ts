import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { preset } from '../../../../src/engine/spec/presets'
import type { WorkshopItem } from '../../../../src/engine/lesson/workshop'
import { readLessons } from '../../../../src/host/lesson/lessons'
import {
  minutesLeft,
  slideNotes,
  slidesOf,
  slideTitle,
} from '../../../../src/renderer/model/workshop/slides'
import { minutesOf } from '../../../../src/renderer/model/workshop/workshop-item'

describe('slides', () => {
  let items: WorkshopItem[]
  beforeAll(async () => {
    const { lessons } = await readLessons(
      join(import.meta.dirname, '../../../../resources/lessons'),
    )
    const chosen = lessons.filter(({ number }) => number === 2 || number === 8)
    items = [
      ...chosen.map((lesson) => ({ kind: 'lesson' as const, lesson })),
      {
        kind: 'experiment',
        experiment: { title: 'Alone', spec: preset('mixed', 2).spec },
        minutes: 5,
        notes: 'Ask first.',
      },
    ]
  })

  it('slides show of a lesson its text, programs, question, run, answer and conclusion, its stage where it has one, and what closes it', () => {
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
      '1 stage',
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

  it('a title and a break have a slide each, and notes are those of the item', () => {
    const more: WorkshopItem[] = [
      { kind: 'title', title: 'Evening', text: 'Welcome', minutes: 0, notes: 'Say hello.' },
      { kind: 'break', title: 'Coffee', minutes: 15 },
      ...items,
    ]
    const slides = slidesOf(more)
    expect(slides.slice(0, 2)).toEqual([
      { kind: 'title', place: 0, title: 'Evening', text: 'Welcome' },
      { kind: 'break', place: 1, title: 'Coffee', minutes: 15 },
    ])
    expect(slides.slice(0, 2).map(slideTitle)).toEqual(['Evening', 'Coffee, 15 min'])
    const notes = [slides[0], slides[1], slides.at(-1)].map(
      (slide) => slide && slideNotes(slide, more),
    )
    expect(notes).toEqual(['Say hello.', '', 'Ask first.'])
  })

  it('minutes that are left go down with every slide, from all to those of the last one', () => {
    const slides = slidesOf(items)
    const left = slides.map((_, at) => minutesLeft(slides, items, at))
    expect(left[0]).toBe(minutesOf(items))
    expect(left.at(-1)).toBe(5)
    expect(left.every((minutes, at) => at === 0 || minutes < (left[at - 1] ?? 0))).toBe(true)
    expect(minutesLeft([], [], 0)).toBe(0)
  })

  it('no item makes no slide', () => {
    expect(slidesOf([])).toEqual([])
  })
})
