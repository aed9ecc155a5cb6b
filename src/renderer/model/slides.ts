import type { Lesson, LessonExperiment } from '../../contract/lesson'
import type { WorkshopItem } from '../../contract/workshop'

/** What is shown at a time: a part of a lesson, or a measurement. */
export type Slide =
  | {
      readonly kind: 'text' | 'question' | 'program' | 'answer'
      /** The place of the lesson among the items. */
      readonly place: number
      readonly lesson: Lesson
    }
  | {
      readonly kind: 'measurement'
      readonly place: number
      /** Null for an experiment that is an item by itself. */
      readonly lesson: Lesson | null
      readonly experiment: LessonExperiment
    }

const parts = ['text', 'question', 'program', 'answer'] as const

/**
 * The slides of a workshop in their order: of each lesson its text, its question, its program, the
 * answer that the run gave, and what is measured in the end.
 */
export function slidesOf(items: readonly WorkshopItem[]): Slide[] {
  return items.flatMap((item, place): Slide[] => {
    if (item.kind === 'experiment') {
      return [{ kind: 'measurement', place, lesson: null, experiment: item.experiment }]
    }
    const { lesson } = item
    return [
      ...parts.map((kind) => ({ kind, place, lesson })),
      ...lesson.experiment.map((experiment) => ({
        kind: 'measurement' as const,
        place,
        lesson,
        experiment,
      })),
    ]
  })
}

const words = {
  text: '',
  question: ': question',
  program: ': program',
  answer: ': answer',
} as const

/** What a slide is called, for who looks at what comes next. */
export function slideTitle(slide: Slide): string {
  return slide.kind === 'measurement'
    ? slide.experiment.title
    : `${slide.lesson.title}${words[slide.kind]}`
}
