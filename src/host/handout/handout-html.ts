import { experimentWords, guessingOf } from '../../report/experiment-words'
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
  headingOf,
  minutesOf,
  numberOf,
  settingOf,
  type Closing,
  type HandoutItem,
  type HandoutParts,
  type PlayedExperiment,
  type PlayedLesson,
} from './played-lesson'
import {
  ANSWERS_INTRO,
  NOT_MEASURED,
  SOLUTIONS_INTRO,
  subtitleOf,
  titleOf,
  WHY_LINES,
} from './wording'

/** SVG elements made by `themedSvg`, of each closing of each lesson. */
type Charts = ReadonlyMap<Closing, readonly string[]>

/** The lessons and experiments of a handout as one HTML file, by their numbers. */
export function handoutHtml(
  items: readonly HandoutItem[],
  charts: Charts,
  parts: HandoutParts,
): string {
  const content = `${items.length === 1 && parts.title === null ? '' : contents(items, parts)}
${items.map((each) => section(each, parts)).join('\n')}
${parts.hasAnswers ? answers(items, charts) : ''}`
  return htmlPage({ title: titleOf(items, parts.title), style: handoutStyle, content })
}

const answers = (items: readonly HandoutItem[], charts: Charts): string => {
  const solved = items.map(solutionHtml).filter((each) => each !== '')
  const solutions = `<section id="solutions"><h2>Hints and solutions</h2>
<p class="soft">${escape(SOLUTIONS_INTRO)}</p>
${solved.join('\n')}</section>
`
  return `${solved.length === 0 ? '' : solutions}<section id="answers"><h2>Answers</h2>
<p class="soft">${escape(ANSWERS_INTRO)}</p>
${items.map((item) => answer(item, charts)).join('\n')}</section>`
}

const contents = (
  items: readonly HandoutItem[],
  { title, hasAnswers }: HandoutParts,
): string => `<header class="contents">
<h1>${escape(titleOf(items, title))}</h1>
<p class="soft">${escape(subtitleOf(items))}</p>
<nav aria-label="Contents"><ul>${items.map(entry).join('')}${hasAnswers ? '<li><a href="#answers">Answers</a></li>' : ''}</ul></nav>
</header>`

const entry = (item: HandoutItem): string =>
  `<li><a href="#${anchorOf(item)}">${escape(headingOf(item))}</a> <span class="soft">${minutesOf(item)} min</span></li>`

const section = (item: HandoutItem, { hasNotes }: HandoutParts): string => {
  const notes = 'lesson' in item ? item.lesson.notes : item.notes
  return `<section id="${anchorOf(item)}">
<h2>${escape(headingOf(item))}</h2>
<p class="soft">${minutesOf(item)} min</p>
${'lesson' in item ? lessonHtml(item) : experimentHtml(item)}
${hasNotes && notes !== '' ? `<div class="notes"><h3>Teacher notes</h3><div class="text">${markdownHtml(notes)}</div></div>` : ''}
</section>`
}

const lessonHtml = ({ lesson }: PlayedLesson): string => {
  const { explanation, question, program, original } = lesson
  const choices = question.choices.map(({ text }) => text)
  return `<div class="text">${markdownHtml(explanation)}</div>
${questionHtml('Question', question.text, choices)}
<div class="programs">
${listing('Program in Python', original)}
${listing('The same in TypeScript', program)}
</div>
${exerciseHtml(exerciseOf(lesson))}`
}

const experimentHtml = ({ experiment }: PlayedExperiment): string => {
  const guessing = guessingOf(experiment)
  return `<p>${experimentWords(experiment).map(escape).join('<br>')}</p>
${guessing === null ? '' : questionHtml('Guess', guessing.question, guessing.choices)}`
}

/** What is asked, with lines to write down why. */
const questionHtml = (heading: string, text: string, choices: readonly string[]): string =>
  `<div class="question"><h3>${heading}</h3><p>${escape(text)}</p>
<ol>${choices.map((choice) => `<li>${escape(choice)}</li>`).join('')}</ol>
${writingLines(WHY_LINES)}</div>`

const writingLines = (count: number): string =>
  `<div class="writing" aria-hidden="true">${'<span></span>'.repeat(count)}</div>`

const exerciseHtml = (exercise: Exercise | null): string => {
  if (exercise === null) return ''
  const { task, order } = exercise
  const parts: string[] = []
  if (task !== null) {
    const checks = task.checks.map((says) => `<li>${escape(says)}</li>`).join('')
    parts.push(`<div class="task"><div class="together"><h3>Task</h3>
<p>${escape(task.text)}</p>
<ul class="checks">${checks}</ul></div>
${writingLines(task.writingLines)}</div>`)
  }
  if (order !== null) {
    parts.push(`<div class="order together"><h3>Put the lines in order</h3>
<p>${escape(order.text)}</p>
<pre>${escape(order.lines.join('\n'))}</pre>
${writingLines(1)}</div>`)
  }
  return parts.join('\n')
}

const solutionHtml = (item: HandoutItem): string => {
  if (!('lesson' in item)) return ''
  const { lesson } = item
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
    '<h4>The recorded run</h4>',
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
): string => `<h4>Measured: ${escape(title)}</h4>
${
  measured === null
    ? `<p class="soft">${escape(NOT_MEASURED)}</p>`
    : mainLines(measured.verdict)
        .map((line) => `<p class="verdict">${escape(line)}</p>`)
        .join('\n')
}
${charts.map((svg) => `<figure>${svg}</figure>`).join('\n')}`

const answer = (item: HandoutItem, charts: Charts): string => {
  const measured = item.closings
    .map((closing) => closingHtml(closing, charts.get(closing) ?? []))
    .join('\n')
  if (!('lesson' in item)) return `<h3>${escape(headingOf(item))}</h3>\n${measured}`
  const { question, conclusion } = item.lesson
  return `<div class="together"><h3>${escape(headingOf(item))}</h3>
<p>${escape(question.text)}<br><strong>${escape(answerOf(item))}</strong></p></div>
${conclusion === '' ? '' : `<div class="text">${markdownHtml(conclusion)}</div>`}
${recorded(item)}
${measured}`
}

const anchorOf = (item: HandoutItem): string =>
  `${'lesson' in item ? 'lesson' : 'experiment'}-${numberOf(item)}`
