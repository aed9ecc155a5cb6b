import { setImmediate as nextIteration } from 'node:timers/promises'
import { PDFDocument } from '@napi-rs/canvas'
import type { NamedChart } from '../../charts/named-chart'
import type { Surface } from '../../charts/surface'
import { mainLines } from '../../report/verdict/verdict'
import { cleanText } from '../export/text/clean-text'
import { MARGIN, PORTRAIT, TextPages } from '../export/picture/pdf-pages'
import { withDrawing } from '../export/picture/render'
import { registerTypeface } from '../export/picture/typeface'
import { writeCode } from './code-pdf'
import { exerciseOf } from './exercise'
import {
  palette,
  styles,
  writeDrawing,
  writeEntry,
  writeFoot,
  writeHeading,
  writeRuledLines,
  writeSubheading,
} from './handout-parts'
import { drawLanes } from './lane-drawing'
import { writeMarkdown } from './markdown-pdf'
import {
  answerOf,
  failureOf,
  outputOf,
  settingOf,
  type Closing,
  type PlayedLesson,
} from './played-lesson'
import { writeRuns } from './rich-text'
import { ANSWERS_INTRO, NOT_MEASURED, SOLUTIONS_INTRO, subtitleOf, titleOf } from './wording'

/** What is in a handout beside the lessons themselves. */
interface HandoutParts {
  readonly hasNotes: boolean
  readonly hasAnswers: boolean
}

/** What the contents say, known once the pages are laid out. */
interface Layout {
  /** The page on which each lesson begins. */
  readonly lessons: readonly number[]
  readonly answers: number
  readonly count: number
}

const NOTHING_YET: Layout = { lessons: [], answers: 0, count: 0 }

/**
 * Played lessons as a PDF in A4, all of it as vectors.
 *
 * @param charts of each closing of each lesson
 * @param hasNotes whether the notes for teachers are in it
 * @param signal ends it before the next lesson
 * @param hasAnswers whether what answers is in it: runs, hints, solutions and answers
 * @throws the signal's reason once it is aborted
 */
export async function handoutPdf(
  played: readonly PlayedLesson[],
  charts: ReadonlyMap<Closing, readonly NamedChart[]>,
  hasNotes: boolean,
  signal?: AbortSignal,
  hasAnswers = true,
): Promise<Buffer> {
  registerTypeface()
  const parts = { hasNotes, hasAnswers }
  // On which page something stands is known only after it was written: the first time is for that.
  const draft = new Handout(played, charts, parts, NOTHING_YET)
  const layout = await draft.write(signal)
  const handout = new Handout(played, charts, parts, layout)
  await handout.write(signal)
  return handout.close()
}

class Handout {
  readonly #document: PDFDocument
  readonly #pages: TextPages
  readonly #played: readonly PlayedLesson[]
  readonly #charts: ReadonlyMap<Closing, readonly NamedChart[]>
  readonly #parts: HandoutParts
  readonly #layout: Layout

  constructor(
    played: readonly PlayedLesson[],
    charts: ReadonlyMap<Closing, readonly NamedChart[]>,
    parts: HandoutParts,
    layout: Layout,
  ) {
    this.#played = played
    this.#charts = charts
    this.#parts = parts
    this.#layout = layout
    this.#document = new PDFDocument({ title: cleanText(titleOf(played)), creator: 'Corewise' })
    const foot = (surface: Surface, page: number): void => {
      writeFoot(surface, titleOf(played), `${page} / ${layout.count}`)
    }
    this.#pages = new TextPages(this.#document, palette, { size: PORTRAIT, foot })
  }

  async write(signal: AbortSignal | undefined): Promise<Layout> {
    const pages = this.#pages
    const hasContents = this.#played.length > 1
    if (hasContents) this.#contents()
    const lessons: number[] = []
    for (const [index, played] of this.#played.entries()) {
      // A cancellation is heard between two iterations of the host's loop.
      await nextIteration()
      signal?.throwIfAborted()
      if (hasContents || index > 0) pages.newPage()
      lessons.push(pages.pageNumber)
      await this.#lesson(played)
    }
    let answers = 0
    if (this.#parts.hasAnswers) {
      this.#solutions()
      pages.newPage()
      answers = pages.pageNumber
      this.#answers()
    }
    pages.end()
    return { lessons, answers, count: pages.pageNumber }
  }

  close(): Buffer {
    return this.#document.close()
  }

  #contents(): void {
    const pages = this.#pages
    pages.paragraph(titleOf(this.#played), styles.title)
    pages.paragraph(subtitleOf(this.#played), styles.soft)
    pages.skip(18)
    for (const [index, { lesson }] of this.#played.entries()) {
      const { number, title, minutes } = lesson
      writeEntry(pages, {
        name: `${number}. ${title}`,
        detail: `${minutes} min`,
        page: this.#layout.lessons[index],
        anchor: anchorOf(number),
      })
    }
    if (!this.#parts.hasAnswers) return
    const page = this.#layout.answers
    writeEntry(pages, { name: 'Answers', detail: '', page, anchor: 'answers' })
  }

  async #lesson(played: PlayedLesson): Promise<void> {
    const pages = this.#pages
    const { number, title, minutes, explanation, question, program, original, notes } =
      played.lesson
    writeHeading(pages, `${number}. ${title}`, anchorOf(number))
    pages.paragraph(`${minutes} min`, styles.soft)
    pages.skip(8)
    writeMarkdown(pages, explanation, styles)
    this.#question(question)
    writeSubheading(pages, 'Program in Python', original)
    writeCode(pages, original, styles, { isNumbered: true })
    writeSubheading(pages, 'The same in TypeScript', program)
    writeCode(pages, program, styles, { isNumbered: true })
    if (this.#parts.hasAnswers) this.#recorded(played)
    this.#exercise(played)
    for (const closing of played.closings) await this.#closing(closing)
    if (this.#parts.hasNotes) {
      writeSubheading(pages, 'Teacher notes')
      writeMarkdown(pages, notes, styles)
    }
  }

  #exercise({ lesson }: PlayedLesson): void {
    const pages = this.#pages
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

  #solutions(): void {
    const pages = this.#pages
    const solved = this.#played.flatMap(({ lesson }) => {
      const exercise = exerciseOf(lesson)
      return exercise === null ? [] : [{ lesson, ...exercise }]
    })
    if (solved.length === 0) return
    pages.newPage()
    writeHeading(pages, 'Hints and solutions', 'solutions')
    pages.paragraph(SOLUTIONS_INTRO, styles.soft)
    for (const { lesson, task, order } of solved) {
      pages.skip(12)
      pages.keepTogether(styles.text.leading * 5)
      pages.paragraph(`${lesson.number}. ${lesson.title}`, styles.soft)
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

  #question({ text, choices }: PlayedLesson['lesson']['question']): void {
    writeSubheading(this.#pages, 'Question')
    writeRuns(this.#pages, [{ text, style: styles.strong }])
    this.#pages.skip(3)
    for (const [index, choice] of choices.entries()) {
      const mark = { text: `${index + 1}.`, style: styles.text }
      writeRuns(this.#pages, [{ text: choice.text, style: styles.text }], { indent: 20, mark })
    }
  }

  #recorded(played: PlayedLesson): void {
    const pages = this.#pages
    const output = outputOf(played).join('\n')
    writeSubheading(pages, 'The recorded run', output)
    pages.paragraph(settingOf(played), styles.soft)
    pages.skip(4)
    const failure = failureOf(played)
    if (failure !== null) pages.paragraph(failure, styles.strong)
    if (output !== '') writeCode(pages, output, styles, { isNumbered: false })
    const { recording } = played.run
    if (recording === null) return
    const { legend, strips, extent } = drawLanes(recording, played.lesson.lanes)
    pages.skip(12)
    const [first] = strips
    pages.keepTogether(legend.height + (first?.height ?? 0) + 2 * styles.soft.leading)
    pages.paragraph(extent, styles.soft)
    pages.skip(4)
    for (const drawing of [legend, ...strips]) {
      writeDrawing(pages, drawing)
    }
  }

  async #closing(closing: Closing): Promise<void> {
    const pages = this.#pages
    const { title, measured } = closing
    writeSubheading(pages, `Measured: ${title}`)
    if (measured === null) {
      pages.paragraph(NOT_MEASURED, styles.soft)
      return
    }
    for (const line of mainLines(measured.verdict)) pages.paragraph(line, styles.text)
    for (const chart of this.#charts.get(closing) ?? []) {
      pages.skip(10)
      const height = (chart.height / chart.width) * pages.width
      await withDrawing(chart, (canvas) => {
        pages.block(height, (page, top) => {
          page.drawCanvas(canvas, MARGIN, top, pages.width, height)
        })
      })
    }
  }

  #answers(): void {
    const pages = this.#pages
    writeHeading(pages, 'Answers', 'answers')
    pages.paragraph(ANSWERS_INTRO, styles.soft)
    for (const played of this.#played) {
      const { number, title, question, conclusion } = played.lesson
      pages.skip(12)
      pages.keepTogether(styles.text.leading * 5)
      pages.paragraph(`${number}. ${title}`, styles.soft)
      writeRuns(pages, [{ text: question.text, style: styles.text }])
      writeRuns(pages, [{ text: answerOf(played), style: styles.strong }])
      if (conclusion === '') continue
      pages.skip(4)
      writeMarkdown(pages, conclusion, styles)
    }
  }
}

function anchorOf(number: number): string {
  return `lesson-${number}`
}
