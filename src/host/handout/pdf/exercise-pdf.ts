import type { Lesson } from '../../../engine/lesson/lesson'
import type { TextPages } from '../../export/picture/pdf-pages'
import { writeCode } from './code-pdf'
import { exerciseOf } from '../exercise'
import { styles, writeHeading, writeRuledLines, writeSubheading } from './handout-parts'
import { headingOf, type HandoutItem } from '../played-lesson'
import { writeRuns } from './rich-text'
import { SOLUTIONS_INTRO } from '../wording'

/**
 * The task of a lesson and its lines to be put in order, with room to write in; nothing without.
 */
export function writeExercise(pages: TextPages, lesson: Lesson): void {
  const { task = null, order = null } = exerciseOf(lesson) ?? {}
  if (task !== null) {
    writeSubheading(pages, 'Task')
    writeRuns(pages, [{ text: task.text, style: styles.text }])
    pages.skip(3)
    for (const says of task.checks) {
      const mark = { text: '–', style: styles.text }
      writeRuns(pages, [{ text: says, style: styles.text }], { indent: 20, mark })
    }
    writeRuledLines(pages, task.writingLines)
  }
  if (order !== null) {
    writeSubheading(pages, 'Put the lines in order', `${order.lines.join('\n')}\n\n\n\n`)
    writeRuns(pages, [{ text: order.text, style: styles.text }])
    pages.skip(4)
    writeCode(pages, order.lines.join('\n'), styles, { isNumbered: false })
    writeRuledLines(pages, 1)
  }
}

/**
 * Hints and solutions of all exercises, from where `begin` puts them; nothing where none has any.
 */
export function writeSolutions(
  pages: TextPages,
  items: readonly HandoutItem[],
  begin: () => void,
): void {
  const solved = items.flatMap((item) => {
    const exercise = 'lesson' in item ? exerciseOf(item.lesson) : null
    return exercise === null ? [] : [{ item, ...exercise }]
  })
  if (solved.length === 0) return
  begin()
  writeHeading(pages, 'Hints and solutions', 'solutions')
  pages.paragraph(SOLUTIONS_INTRO, styles.soft)
  for (const { item, task, order } of solved) {
    pages.skip(12)
    pages.keepTogether(styles.text.leading * 5)
    pages.paragraph(headingOf(item), styles.soft)
    if (task !== null) writeRuns(pages, [{ text: `Hint: ${task.hint}`, style: styles.text }])
    if (order !== null) {
      const text = `The lines in the program’s own order: ${order.right}`
      writeRuns(pages, [{ text, style: styles.text }])
    }
    if (task === null || task.solution === '') continue
    pages.skip(4)
    writeCode(pages, task.solution, styles, { isNumbered: true })
  }
}
