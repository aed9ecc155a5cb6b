import { mainLines } from '../../report/verdict/verdict'
import { escapeMarkup as escape } from '../export/text/clean-text'
import { htmlPage } from '../export/text/html-page'
import { drawingSvg } from './drawing-svg'
import { exerciseOf, type Exercise } from './exercise'
import { handoutStyle } from './handout-style'
import { drawLanes } from './lane-drawing'
import { listingLines, UNBROKEN_LINES } from './listing'
import { markdownHtml } from './markdown'
import {
  answerOf,
  failureOf,
  outputOf,
  settingOf,
  type Closing,
  type PlayedLesson,
} from './played-lesson'
import { ANSWERS_INTRO, NOT_MEASURED, SOLUTIONS_INTRO, subtitleOf, titleOf } from './wording'

/** What is in a handout beside the lessons themselves. */
interface HandoutParts {
  readonly hasNotes: boolean
  readonly hasAnswers: boolean
}

/** SVG elements made by `themedSvg`, of each closing of each lesson. */
type Charts = ReadonlyMap<Closing, readonly string[]>

/**
 * Played lessons as one HTML file.
 *
 * @param hasNotes whether the notes for teachers are in it
 * @param hasAnswers whether what answers is in it: runs, hints, solutions and answers
 */
export function handoutHtml(
  played: readonly PlayedLesson[],
  charts: Charts,
  hasNotes: boolean,
  hasAnswers = true,
): string {
  const parts = { hasNotes, hasAnswers }
  const content = `${played.length === 1 ? '' : contents(played, parts)}
${played.map((each) => section(each, charts, parts)).join('\n')}
${parts.hasAnswers ? answers(played) : ''}`
  return htmlPage({ title: titleOf(played), style: handoutStyle, content })
}

const answers = (played: readonly PlayedLesson[]): string => {
  const solved = played.map(solutionHtml).filter((each) => each !== '')
  const solutions = `<section id="solutions"><h2>Hints and solutions</h2>
<p class="soft">${escape(SOLUTIONS_INTRO)}</p>
${solved.join('\n')}</section>
`
  return `${solved.length === 0 ? '' : solutions}<section id="answers"><h2>Answers</h2>
<p class="soft">${escape(ANSWERS_INTRO)}</p>
<dl>${played.map(answer).join('\n')}</dl></section>`
}

const contents = (
  played: readonly PlayedLesson[],
  { hasAnswers }: HandoutParts,
): string => `<header class="contents">
<h1>${escape(titleOf(played))}</h1>
<p class="soft">${escape(subtitleOf(played))}</p>
<nav aria-label="Contents"><ul>${played.map(entry).join('')}${hasAnswers ? '<li><a href="#answers">Answers</a></li>' : ''}</ul></nav>
</header>`

const entry = ({ lesson: { number, title, minutes } }: PlayedLesson): string =>
  `<li><a href="#lesson-${number}">${number}. ${escape(title)}</a> <span class="soft">${minutes} min</span></li>`

const section = (
  played: PlayedLesson,
  charts: Charts,
  { hasNotes, hasAnswers }: HandoutParts,
): string => {
  const { number, title, minutes, explanation, question, program, original, notes } = played.lesson
  return `<section id="lesson-${number}">
<h2>${number}. ${escape(title)}</h2>
<p class="soft">${minutes} min</p>
<div class="text">${markdownHtml(explanation)}</div>
<div class="question"><h3>Question</h3><p>${escape(question.text)}</p>
<ol>${question.choices.map(({ text }) => `<li>${escape(text)}</li>`).join('')}</ol></div>
<div class="programs">
${listing('Program in Python', original)}
${listing('The same in TypeScript', program)}
</div>
${hasAnswers ? recorded(played) : ''}
${exerciseHtml(exerciseOf(played.lesson))}
${played.closings.map((closing) => closingHtml(closing, charts.get(closing) ?? [])).join('\n')}
${hasNotes ? `<div class="notes"><h3>Teacher notes</h3><div class="text">${markdownHtml(notes)}</div></div>` : ''}
</section>`
}

const exerciseHtml = (exercise: Exercise | null): string => {
  if (exercise === null) return ''
  const { task, order } = exercise
  const parts: string[] = []
  if (task !== null) {
    const checks = task.checks.map((says) => `<li>${escape(says)}</li>`).join('')
    const lines = '<span></span>'.repeat(task.writingLines)
    parts.push(`<div class="task"><div class="together"><h3>Task</h3>
<p>${escape(task.text)}</p>
<ul class="checks">${checks}</ul></div>
<div class="writing" aria-hidden="true">${lines}</div></div>`)
  }
  if (order !== null) {
    parts.push(`<div class="order together"><h3>Put the lines in order</h3>
<p>${escape(order.text)}</p>
<pre>${escape(order.lines.join('\n'))}</pre>
<div class="writing" aria-hidden="true"><span></span></div></div>`)
  }
  return parts.join('\n')
}

const solutionHtml = ({ lesson }: PlayedLesson): string => {
  const exercise = exerciseOf(lesson)
  if (exercise === null) return ''
  const { task, order } = exercise
  const right =
    order === null
      ? ''
      : `<p>The lines in the program’s own order: <strong>${order.right}</strong></p>`
  return `<div class="solution"><p class="soft">${lesson.number}. ${escape(lesson.title)}</p>
${task === null ? '' : `<p>Hint: ${escape(task.hint)}</p>`}${right}
${task === null || task.solution === '' ? '' : listing('A solution in Python', task.solution)}</div>`
}

/** A program, a line an element, so that the numbers are no part of what is copied. */
const listing = (heading: string, source: string): string => {
  const lines = listingLines(source)
  const unbroken = lines.length <= UNBROKEN_LINES ? ' class="together"' : ''
  return `<div${unbroken}><h3>${heading}</h3><pre class="numbered"><code>${lines
    .map((line) => `<span>${escape(line)}\n</span>`)
    .join('')}</code></pre></div>`
}

const recorded = (played: PlayedLesson): string => {
  const { recording } = played.run
  const failure = failureOf(played)
  const output = outputOf(played)
  const parts = [
    '<h3>The recorded run</h3>',
    `<p class="soft">${escape(settingOf(played))}</p>`,
    failure === null ? '' : `<p class="failure">${escape(failure)}</p>`,
    output.length === 0
      ? ''
      : `<pre class="output" aria-label="Output">${escape(output.join('\n'))}</pre>`,
  ]
  if (recording !== null) {
    const { legend, strips, extent } = drawLanes(recording, played.lesson.lanes)
    const [first = '', ...others] = strips.map(drawingSvg)
    parts.push(`<figure class="lanes"><div class="together"><figcaption>${escape(extent)}</figcaption>
${drawingSvg(legend)}${first}</div>
${others.join('\n')}</figure>`)
  }
  return parts.join('\n')
}

const closingHtml = (
  { title, measured }: Closing,
  charts: readonly string[],
): string => `<h3>Measured: ${escape(title)}</h3>
${
  measured === null
    ? `<p class="soft">${escape(NOT_MEASURED)}</p>`
    : mainLines(measured.verdict)
        .map((line) => `<p class="verdict">${escape(line)}</p>`)
        .join('\n')
}
${charts.map((svg) => `<figure>${svg}</figure>`).join('\n')}`

const answer = (played: PlayedLesson): string => {
  const { number, title, question, conclusion } = played.lesson
  return `<div><dt>${number}. ${escape(title)}</dt><dd>${escape(question.text)}<br><strong>${escape(answerOf(played))}</strong>${conclusion === '' ? '' : `<div class="text">${markdownHtml(conclusion)}</div>`}</dd></div>`
}
