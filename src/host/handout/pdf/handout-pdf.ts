import { setImmediate as nextIteration } from 'node:timers/promises'
import { PDFDocument } from '@napi-rs/canvas'
import type { NamedChart } from '../../../charts/named-chart'
import type { Surface } from '../../../charts/surface'
import { experimentWords, guessingOf } from '../../../report/experiment-words'
import { mainLines } from '../../../report/verdict/verdict'
import { cleanText } from '../../export/text/clean-text'
import { MARGIN, PORTRAIT, TextPages } from '../../export/picture/pdf-pages'
import { withDrawing } from '../../export/picture/render'
import { registerTypeface } from '../../export/picture/typeface'
import { writeCode } from './code-pdf'
import { writeExercise, writeSolutions } from './exercise-pdf'
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
import { drawLanes } from '../lane-drawing'
import { writeMarkdown } from './markdown-pdf'
import {
  answerOf,
  failureOf,
  headingOf,
  minutesOf,
  numberOf,
  outputOf,
  settingOf,
  type Closing,
  type HandoutItem,
  type HandoutParts,
  type PlayedExperiment,
  type PlayedLesson,
} from '../played-lesson'
import { writeRuns } from './rich-text'
import { ANSWERS_INTRO, NOT_MEASURED, subtitleOf, titleOf, WHY_LINES } from '../wording'

/** What the contents say, known once the pages are laid out. */
interface Layout {
  /** The page on which each lesson or experiment begins. */
  readonly items: readonly number[]
  readonly answers: number
  readonly count: number
}

const NOTHING_YET: Layout = { items: [], answers: 0, count: 0 }

/** An item begins on a page of which so much is left, a share; else on the next one. */
const LEAST_LEFT = 0.3

/**
 * The lessons and experiments of a handout as a PDF in A4, all of it as vectors.
 *
 * @param items by their numbers
 * @param charts of each closing of each item
 * @param signal ends it before the next item
 * @throws the signal's reason once it is aborted
 */
export async function handoutPdf(
  items: readonly HandoutItem[],
  charts: ReadonlyMap<Closing, readonly NamedChart[]>,
  parts: HandoutParts,
  signal?: AbortSignal,
): Promise<Buffer> {
  registerTypeface()
  // On which page something stands is known only after it was written: the first time is for that.
  const draft = new Handout(items, charts, parts, NOTHING_YET)
  const layout = await draft.write(signal)
  const handout = new Handout(items, charts, parts, layout)
  await handout.write(signal)
  return handout.close()
}

class Handout {
  readonly #document: PDFDocument
  readonly #pages: TextPages
  readonly #items: readonly HandoutItem[]
  readonly #charts: ReadonlyMap<Closing, readonly NamedChart[]>
  readonly #parts: HandoutParts
  readonly #layout: Layout

  constructor(
    items: readonly HandoutItem[],
    charts: ReadonlyMap<Closing, readonly NamedChart[]>,
    parts: HandoutParts,
    layout: Layout,
  ) {
    this.#items = items
    this.#charts = charts
    this.#parts = parts
    this.#layout = layout
    const title = titleOf(items, parts.title)
    this.#document = new PDFDocument({ title: cleanText(title), creator: 'Corewise' })
    const foot = (surface: Surface, page: number): void => {
      writeFoot(surface, title, `${page} / ${layout.count}`)
    }
    this.#pages = new TextPages(this.#document, palette, { size: PORTRAIT, foot })
  }

  async write(signal: AbortSignal | undefined): Promise<Layout> {
    const pages = this.#pages
    const hasContents = this.#items.length > 1 || this.#parts.title !== null
    if (hasContents) this.#contents()
    const begun: number[] = []
    for (const [index, item] of this.#items.entries()) {
      // A cancellation is heard between two iterations of the host's loop.
      await nextIteration()
      signal?.throwIfAborted()
      if (hasContents || index > 0) this.#beginPart()
      begun.push(pages.pageNumber)
      this.#item(item)
    }
    let answers = 0
    if (this.#parts.hasAnswers) {
      writeSolutions(pages, this.#items, () => {
        this.#beginPart()
      })
      this.#beginPart()
      answers = pages.pageNumber
      await this.#answers()
    }
    pages.end()
    return { items: begun, answers, count: pages.pageNumber }
  }

  /** Goes on below what was written, or on the next page where too little of this one is left. */
  #beginPart(): void {
    this.#pages.skip(32)
    this.#pages.keepTogether(PORTRAIT.height * LEAST_LEFT)
  }

  close(): Buffer {
    return this.#document.close()
  }

  #contents(): void {
    const pages = this.#pages
    pages.paragraph(titleOf(this.#items, this.#parts.title), styles.title)
    pages.paragraph(subtitleOf(this.#items), styles.soft)
    pages.skip(18)
    for (const [index, item] of this.#items.entries()) {
      writeEntry(pages, {
        name: headingOf(item),
        detail: `${minutesOf(item)} min`,
        page: this.#layout.items[index],
        anchor: anchorOf(item),
      })
    }
    if (!this.#parts.hasAnswers) return
    const page = this.#layout.answers
    writeEntry(pages, { name: 'Answers', detail: '', page, anchor: 'answers' })
  }

  #item(item: HandoutItem): void {
    const pages = this.#pages
    writeHeading(pages, headingOf(item), anchorOf(item))
    pages.paragraph(`${minutesOf(item)} min`, styles.soft)
    pages.skip(8)
    if ('lesson' in item) this.#lesson(item)
    else this.#experiment(item)
    const notes = 'lesson' in item ? item.lesson.notes : item.notes
    if (!this.#parts.hasNotes || notes === '') return
    writeSubheading(pages, 'Teacher notes')
    writeMarkdown(pages, notes, styles)
  }

  #lesson(played: PlayedLesson): void {
    const pages = this.#pages
    const { explanation, question, program, original } = played.lesson
    writeMarkdown(pages, explanation, styles)
    const choices = question.choices.map(({ text }) => text)
    this.#question('Question', question.text, choices)
    writeSubheading(pages, 'Program in Python', original)
    writeCode(pages, original, styles, { isNumbered: true })
    writeSubheading(pages, 'The same in TypeScript', program)
    writeCode(pages, program, styles, { isNumbered: true })
    writeExercise(pages, played.lesson)
  }

  #experiment({ experiment }: PlayedExperiment): void {
    for (const line of experimentWords(experiment)) this.#pages.paragraph(line, styles.text)
    const guessing = guessingOf(experiment)
    if (guessing !== null) this.#question('Guess', guessing.question, guessing.choices)
  }

  /** What is asked, with lines to write down why. */
  #question(heading: string, text: string, choices: readonly string[]): void {
    writeSubheading(this.#pages, heading)
    writeRuns(this.#pages, [{ text, style: styles.strong }])
    this.#pages.skip(3)
    for (const [index, choice] of choices.entries()) {
      const mark = { text: `${index + 1}.`, style: styles.text }
      writeRuns(this.#pages, [{ text: choice, style: styles.text }], { indent: 20, mark })
    }
    writeRuledLines(this.#pages, WHY_LINES)
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

  async #answers(): Promise<void> {
    const pages = this.#pages
    writeHeading(pages, 'Answers', 'answers')
    pages.paragraph(ANSWERS_INTRO, styles.soft)
    for (const item of this.#items) {
      pages.skip(20)
      pages.keepTogether(styles.text.leading * 6)
      pages.paragraph(headingOf(item), styles.subheading)
      if ('lesson' in item) this.#answer(item)
      for (const closing of item.closings) await this.#closing(closing)
    }
  }

  #answer(played: PlayedLesson): void {
    const pages = this.#pages
    const { question, conclusion } = played.lesson
    writeRuns(pages, [{ text: question.text, style: styles.text }])
    writeRuns(pages, [{ text: answerOf(played), style: styles.strong }])
    if (conclusion !== '') {
      pages.skip(4)
      writeMarkdown(pages, conclusion, styles)
    }
    this.#recorded(played)
  }
}

function anchorOf(item: HandoutItem): string {
  return `${'lesson' in item ? 'lesson' : 'experiment'}-${numberOf(item)}`
}
