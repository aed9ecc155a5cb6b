import type { WorkshopItem } from '../../../contract/workshop/workshop'

/** What an item of a workshop is called. */
export function itemTitle(item: WorkshopItem): string {
  switch (item.kind) {
    case 'lesson':
      return item.lesson.title
    case 'experiment':
      return item.experiment.title
    case 'title':
    case 'break':
      return item.title
  }
}

/** How long an item is meant to take, minutes. */
export function itemMinutes(item: WorkshopItem): number {
  return item.kind === 'lesson' ? item.lesson.minutes : item.minutes
}

/** How long items are meant to take together, minutes. */
export function minutesOf(items: readonly WorkshopItem[]): number {
  return items.reduce((total, item) => total + itemMinutes(item), 0)
}

/** What there is to know for the instructor, as Markdown; empty where nothing is. */
export function itemNotes(item: WorkshopItem): string {
  switch (item.kind) {
    case 'lesson':
      return item.lesson.notes
    case 'experiment':
    case 'title':
      return item.notes
    case 'break':
      return ''
  }
}
