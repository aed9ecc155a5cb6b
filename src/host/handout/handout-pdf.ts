import { setImmediate as nextIteration } from 'node:timers/promises'
import { mainLines } from '../../report/verdict/verdict'
import { PDFDocument } from '@napi-rs/canvas'
import { textWidth, type Surface } from '../../charts/surface'
import type { NamedChart } from '../../charts/named-chart'
import { contenderStyle } from '../../charts/contender-style'
import { font, paletteOf } from '../../charts/theme'
import { wrap } from '../../charts/wrap'
import { cleanText } from '../export/text/clean-text'
import { MARGIN, PORTRAIT, TextPages, writeText, type TextStyle } from '../export/picture/pdf-pages'
import { withDrawing } from '../export/picture/render'
import { registerTypeface } from '../export/picture/typeface'
import { writeCode } from './code-pdf'
import { exerciseOf } from './exercise'
import { drawLanes, LABEL_PX, type Drawing, type Tone } from './lane-drawing'
import { listingLines, UNBROKEN_LINES } from './listing'
import { writeMarkdown } from './markdown-pdf'
import { handoutStyles } from './pdf-styles'
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
const palette = paletteOf('light')
const styles = handoutStyles(palette)

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
      const top = PORTRAIT.height - MARGIN + 8
      writeText(surface, short(surface, titleOf(played), styles.soft), MARGIN, top, styles.soft)
      writeAtEnd(surface, `${page} / ${layout.count}`, top)
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
      this.#entry(
        `${number}. ${title}`,
        `${minutes} min`,
        this.#layout.lessons[index],
        anchorOf(number),
      )
    }
    if (this.#parts.hasAnswers) this.#entry('Answers', '', this.#layout.answers, 'answers')
  }

  #entry(name: string, detail: string, page: number | undefined, anchor: string): void {
    const { text, soft } = styles
    const height = text.leading + 4
    this.#pages.block(height, (surface, top) => {
      const shown = short(surface as Surface, name, text)
      writeText(surface as Surface, shown, MARGIN, top, text)
      const detailLeft = MARGIN + textWidth(surface as Surface, `${shown}  `, text.font)
      writeText(surface as Surface, detail, detailLeft, top, soft)
      writeAtEnd(surface as Surface, String(page ?? ''), top)
      surface.annotateLinkToDestination(MARGIN, top, PORTRAIT.width - MARGIN, top + height, anchor)
    })
  }

  async #lesson(played: PlayedLesson): Promise<void> {
    const pages = this.#pages
    const { number, title, minutes, explanation, question, program, original, notes } =
      played.lesson
    this.#heading(`${number}. ${title}`, anchorOf(number))
    pages.paragraph(`${minutes} min`, styles.soft)
    pages.skip(8)
    writeMarkdown(pages, explanation, styles)
    this.#question(question)
    this.#subheading('Program in Python', original)
    writeCode(pages, original, styles, { isNumbered: true })
    this.#subheading('The same in TypeScript', program)
    writeCode(pages, program, styles, { isNumbered: true })
    if (this.#parts.hasAnswers) this.#recorded(played)
    this.#exercise(played)
    for (const closing of played.closings) await this.#closing(closing)
    if (this.#parts.hasNotes) {
      this.#subheading('Teacher notes')
      writeMarkdown(pages, notes, styles)
    }
  }

  #exercise({ lesson }: PlayedLesson): void {
    const pages = this.#pages
    const { task = null, order = null } = exerciseOf(lesson) ?? {}
    if (task !== null) {
      this.#subheading('Task')
      writeRuns(pages, [{ text: task.text, style: styles.text }])
      pages.skip(3)
      for (const says of task.checks) {
        const mark = { text: '–', style: styles.text }
        writeRuns(pages, [{ text: says, style: styles.text }], { indent: 20, mark })
      }
      this.#writingLines(task.writingLines)
    }
    if (order !== null) {
      this.#subheading('Put the lines in order', `${order.lines.join('\n')}\n\n\n\n`)
      writeRuns(pages, [{ text: order.text, style: styles.text }])
      pages.skip(4)
      writeCode(pages, order.lines.join('\n'), styles, { isNumbered: false })
      this.#writingLines(1)
    }
  }

  #writingLines(count: number): void {
    for (let line = 0; line < count; line += 1) {
      this.#pages.block(WRITING_LEADING, (page, top) => {
        page.fillStyle = styles.rule
        page.fillRect(MARGIN, top + WRITING_LEADING - 1, this.#pages.width, 0.75)
      })
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
    this.#heading('Hints and solutions', 'solutions')
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
    this.#subheading('Question')
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
    this.#subheading('The recorded run', output)
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
      const scale = pages.width / drawing.width
      pages.block(drawing.height * scale + 6, (surface, top) => {
        draw(surface as Surface, drawing, top, scale)
      })
    }
  }

  async #closing(closing: Closing): Promise<void> {
    const pages = this.#pages
    const { title, measured } = closing
    this.#subheading(`Measured: ${title}`)
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
    this.#heading('Answers', 'answers')
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

  #heading(text: string, anchor: string): void {
    this.#pages.block(0, (page, top) => {
      page.annotateNamedDestination(MARGIN, top, anchor)
    })
    this.#pages.paragraph(text, styles.heading)
  }

  /** A heading of a part, on one page with the beginning of what it is above. */
  #subheading(text: string, listing = ''): void {
    const { subheading, code } = styles
    this.#pages.skip(16)
    const lines = listing === '' ? 4 : listingLines(listing).length
    this.#pages.keepTogether(
      subheading.leading + 8 + (lines > UNBROKEN_LINES ? 4 : lines) * code.leading,
    )
    this.#pages.paragraph(text, subheading)
    this.#pages.skip(3)
  }
}

const anchorOf = (number: number): string => `lesson-${number}`

/** Of lines to write on by hand, in points. */
const WRITING_LEADING = 24

/** What stands at the end of a line has so much room, in points. */
const END_WIDTH = 110

/** As much of a text as fits before what stands at the end of its line. */
const short = (surface: Surface, text: string, style: TextStyle): string =>
  wrap(surface, text, style.font, PORTRAIT.width - 2 * MARGIN - END_WIDTH, 1)[0] ?? ''

const writeAtEnd = (surface: Surface, text: string, top: number): void => {
  const left = PORTRAIT.width - MARGIN - textWidth(surface, text, styles.soft.font)
  writeText(surface, text, left, top, styles.soft)
}

const colours: Record<Tone, string> = {
  ...palette,
  'event-loop': contenderStyle('event-loop', 'light').colour,
}

const draw = (surface: Surface, drawing: Drawing, top: number, scale: number): void => {
  for (const { x, y, width, height, tone } of drawing.boxes) {
    surface.fillStyle = colours[tone]
    surface.fillRect(MARGIN + x * scale, top + y * scale, width * scale, height * scale)
  }
  surface.font = font(LABEL_PX * scale)
  surface.textAlign = 'left'
  surface.textBaseline = 'alphabetic'
  for (const { x, y, text, tone } of drawing.labels) {
    surface.fillStyle = colours[tone]
    surface.fillText(text, MARGIN + x * scale, top + y * scale)
  }
}
