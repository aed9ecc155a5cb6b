import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { leadSessionSchema } from '../../../src/contract/workshop/session'
import { readLessons } from '../../../src/host/lesson/lessons'
import { slidesOf, type Slide } from '../../../src/renderer/model/workshop/slides'
import { shownPart } from '../../../src/renderer/session/shown-part'

describe('what a room is told of a slide', () => {
  let slides: Slide[] = []
  beforeAll(async () => {
    const { lessons } = await readLessons(join(import.meta.dirname, '../../../resources/lessons'))
    slides = slidesOf(lessons.map((lesson) => ({ kind: 'lesson', lesson })))
  })

  it('fits the contract for every slide of every lesson', () => {
    for (const slide of slides) {
      expect(() => leadSessionSchema.parse(shownPart(slide, 0))).not.toThrow()
    }
    expect(leadSessionSchema.parse(shownPart(null, null))).toMatchObject({ question: null })
  })

  it('holds the question where it is asked, run and answered, and what came true on the last alone', () => {
    for (const slide of slides) {
      const { part, question, right } = shownPart(slide, 1)
      const parts: Record<string, string> = { question: 'vote', program: 'watch', answer: 'answer' }
      expect(part).toBe(parts[slide.kind] ?? 'watch')
      expect(question !== null).toBe(slide.kind in parts)
      expect(right).toBe(slide.kind === 'answer' ? 1 : null)
    }
  })
})
