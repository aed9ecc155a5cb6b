import type { ShownPart } from '../../contract/workshop/session'
import { slideTitle, type Slide } from '../model/workshop/slides'

/** Characters of a title that the room is told. */
const MOST_IN_TITLE = 200

/**
 * What the room is told of a slide: its question where it is asked, run or answered, and what came
 * true only on the slide that shows it.
 */
export function shownPart(slide: Slide | null, right: number | null): ShownPart {
  const title = slide === null ? '' : slideTitle(slide).slice(0, MOST_IN_TITLE)
  const parts = { question: 'vote', program: 'watch', answer: 'answer' } as const
  if (slide === null || !('lesson' in slide) || !(slide.kind in parts) || slide.lesson === null) {
    return { kind: 'show', title, question: null, part: 'watch', right: null }
  }
  const part = parts[slide.kind as keyof typeof parts]
  const { text, choices } = slide.lesson.question
  return {
    kind: 'show',
    title: slide.lesson.title.slice(0, MOST_IN_TITLE),
    question: { text, choices: choices.map((choice) => choice.text) },
    part,
    right: part === 'answer' ? right : null,
  }
}
