import type { Lesson, LessonExperiment } from '../../contract/lesson'
import type { WorkshopItem } from '../../contract/workshop'

/** What is shown at a time: a part of a lesson, or a measurement. */
export type Slide =
  | {
      readonly kind: 'text' | 'code' | 'question' | 'program' | 'answer' | 'conclusion'
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

const parts = ['text', 'code', 'question', 'program', 'answer', 'conclusion'] as const

/**
 * The slides of a workshop in their order: of each lesson its text, its program to be read, its
 * question, its program as it runs, the answer that the run gave, what there is to say of it, and what
 * is measured in the end.
 */
export function slidesOf(items: readonly WorkshopItem[]): Slide[] {
  return items.flatMap((item, place): Slide[] => {
    if (item.kind === 'experiment') {
      return [{ kind: 'measurement', place, lesson: null, experiment: item.experiment }]
    }
    const { lesson } = item
    return [
      ...parts
        .filter((kind) => kind !== 'conclusion' || lesson.conclusion !== '')
        .map((kind) => ({ kind, place, lesson })),
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
  code: ': the program',
  question: ': question',
  program: ': the run',
  answer: ': answer',
  conclusion: ': what the run shows',
} as const

/** What a slide is called, for who looks at what comes next. */
export function slideTitle(slide: Slide): string {
  return slide.kind === 'measurement'
    ? slide.experiment.title
    : `${slide.lesson.title}${words[slide.kind]}`
}
