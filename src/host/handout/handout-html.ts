import { mainLines } from '../../report/verdict/verdict'
import { escapeMarkup as escape } from '../export/text/clean-text'
import { htmlPage } from '../export/text/html-page'
import { drawingSvg } from './drawing-svg'
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
import { ANSWERS_INTRO, NOT_MEASURED, subtitleOf, titleOf } from './wording'

/** SVG elements made by `themedSvg`, of each closing of each lesson. */
type Charts = ReadonlyMap<Closing, readonly string[]>

/**
 * Played lessons as one HTML file.
 *
 * @param hasNotes whether the notes for teachers are in it
 */
export function handoutHtml(
  played: readonly PlayedLesson[],
  charts: Charts,
  hasNotes: boolean,
): string {
  const content = `${played.length === 1 ? '' : contents(played)}
${played.map((each) => section(each, charts, hasNotes)).join('\n')}
<section id="answers"><h2>Answers</h2>
<p class="soft">${escape(ANSWERS_INTRO)}</p>
<dl>${played.map(answer).join('\n')}</dl></section>`
  return htmlPage({ title: titleOf(played), style: handoutStyle, content })
}

const contents = (played: readonly PlayedLesson[]): string => `<header class="contents">
<h1>${escape(titleOf(played))}</h1>
<p class="soft">${escape(subtitleOf(played))}</p>
<nav aria-label="Contents"><ul>${played.map(entry).join('')}<li><a href="#answers">Answers</a></li></ul></nav>
</header>`

const entry = ({ lesson: { number, title, minutes } }: PlayedLesson): string =>
  `<li><a href="#lesson-${number}">${number}. ${escape(title)}</a> <span class="soft">${minutes} min</span></li>`

const section = (played: PlayedLesson, charts: Charts, hasNotes: boolean): string => {
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
${recorded(played)}
${played.closings.map((closing) => closingHtml(closing, charts.get(closing) ?? [])).join('\n')}
${hasNotes ? `<div class="notes"><h3>Teacher notes</h3><div class="text">${markdownHtml(notes)}</div></div>` : ''}
</section>`
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
