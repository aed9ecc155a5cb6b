import type { Lesson, LessonExperiment, LessonStage } from '../../../contract/workshop/lesson'
import type { WorkshopItem } from '../../../contract/workshop/workshop'
import { itemMinutes, itemNotes } from './workshop-item'

/** What is shown at a time: a part of a lesson, a measurement, a title or a break. */
export type Slide =
  | {
      readonly kind: 'text' | 'code' | 'question' | 'program' | 'answer' | 'conclusion' | 'stage'
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
  | {
      readonly kind: 'title'
      readonly place: number
      readonly title: string
      /** Markdown. */
      readonly text: string
    }
  | {
      readonly kind: 'break'
      readonly place: number
      readonly title: string
      readonly minutes: number
    }

const parts = ['text', 'code', 'question', 'program', 'answer', 'conclusion', 'stage'] as const

/**
 * The slides of a workshop in their order: of each lesson its text, its program to be read, its
 * question, its program as it runs, the answer that the run gave, what there is to say of it, its
 * stage, and what is measured in the end; titles and breaks have one slide each.
 */
export function slidesOf(items: readonly WorkshopItem[]): Slide[] {
  return items.flatMap((item, place): Slide[] => {
    switch (item.kind) {
      case 'experiment':
        return [{ kind: 'measurement', place, lesson: null, experiment: item.experiment }]
      case 'title':
        return [{ kind: 'title', place, title: item.title, text: item.text }]
      case 'break':
        return [{ kind: 'break', place, title: item.title, minutes: item.minutes }]
      case 'lesson':
        return lessonSlides(item.lesson, place)
    }
  })
}

function lessonSlides(lesson: Lesson, place: number): Slide[] {
  return [
    ...parts
      .filter((kind) => kind !== 'conclusion' || lesson.conclusion !== '')
      .filter((kind) => kind !== 'stage' || lesson.stage !== undefined)
      .map((kind) => ({ kind, place, lesson })),
    ...lesson.experiment.map((experiment) => ({
      kind: 'measurement' as const,
      place,
      lesson,
      experiment,
    })),
  ]
}

const words = {
  text: '',
  code: ': the program',
  question: ': question',
  program: ': the run',
  answer: ': answer',
  conclusion: ': what the run shows',
} as const

/** What a lesson's stage is called. */
export const stageTitles = {
  door: 'At the door',
  race: 'The race',
} as const satisfies Readonly<Record<LessonStage['kind'], string>>

/** What a slide is called, where it is what comes next. */
export function slideTitle(slide: Slide): string {
  switch (slide.kind) {
    case 'measurement':
      return slide.experiment.title
    case 'title':
      return slide.title
    case 'break':
      return `${slide.title}, ${slide.minutes} min`
    case 'stage': {
      const { stage, title } = slide.lesson
      return stage === undefined ? title : `${title}: ${stageTitles[stage.kind].toLowerCase()}`
    }
    default:
      return `${slide.lesson.title}${words[slide.kind]}`
  }
}

/** What there is to know at a slide for the instructor, as Markdown. */
export function slideNotes(slide: Slide, items: readonly WorkshopItem[]): string {
  const item = items[slide.place]
  return item === undefined ? '' : itemNotes(item)
}

/**
 * How many minutes are planned from a slide on, that one too: the items after its own, and of its
 * own as much as it has slides left.
 */
export function minutesLeft(
  slides: readonly Slide[],
  items: readonly WorkshopItem[],
  at: number,
): number {
  const place = slides[at]?.place ?? items.length
  const own = slides.filter((slide) => slide.place === place)
  const left = slides.slice(at).filter((slide) => slide.place === place)
  const later = items.slice(place + 1).reduce((total, item) => total + itemMinutes(item), 0)
  const item = items[place]
  return item === undefined ? later : later + (itemMinutes(item) * left.length) / own.length
}
