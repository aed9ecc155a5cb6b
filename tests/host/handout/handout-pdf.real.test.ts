import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
import type { Lesson } from '../../../src/engine/lesson/lesson'
import { allLessons, handout, lesson, markupLesson } from './lessons'

/** The text of each page. */
async function pagesOf(lessons: readonly Lesson[], hasNotes = false): Promise<string[]> {
  const pdf = await handout(lessons, { format: 'pdf', hasNotes })
  return (await extractText(new Uint8Array(pdf))).text
}

/** Without white space, which a PDF has where a line ends. */
const solid = (text: string): string => text.replace(/\s/g, '')

test('every lesson begins on the page that the contents name, the answers on the last', async () => {
  const lessons = await allLessons()
  const [contents = '', ...rest] = await pagesOf(lessons)
  const entries = [
    ...lessons.map(({ number, title, minutes }) => `${number}. ${title} ${minutes} min`),
    'Answers',
  ]
  for (const entry of entries) {
    const line = contents.split('\n').find((each) => solid(each).startsWith(solid(entry))) ?? ''
    const page = Number(solid(line).slice(solid(entry).length))
    const heading = solid(entry.replace(/ \d+ min$/, ''))
    expect(solid(rest[page - 2] ?? '').slice(0, heading.length), entry).toBe(heading)
  }
  for (const [index, page] of rest.entries()) {
    expect(page).toContain(`${index + 2} / ${rest.length + 1}`)
  }
})

test('no letter of a program is lost', async () => {
  const lessons = await allLessons()
  const text = solid((await pagesOf(lessons)).join(''))
  for (const { program, original } of lessons) {
    for (const line of [...program.split('\n'), ...original.split('\n')]) {
      expect(text).toContain(solid(line))
    }
  }
})

test('tasks and lines out of order are on the pages; what solves them is only with the answers', async () => {
  const lessons = [await lesson(7), await lesson(8)]
  const pdf = await handout(lessons, { format: 'pdf', hasAnswers: false })
  const bare = solid((await extractText(new Uint8Array(pdf))).text.join(''))
  const whole = solid((await pagesOf(lessons)).join(''))
  for (const { task, question } of lessons) {
    for (const text of [task?.text, question.text]) {
      expect(bare).toContain(solid(text ?? '?'))
      expect(whole).toContain(solid(text ?? '?'))
    }
    expect(bare).not.toContain(solid(task?.hint ?? ''))
    expect(whole).toContain(solid(task?.hint ?? '?'))
  }
  expect(bare).toContain('Putthelinesinorder')
  expect(bare).not.toMatch(/Answers|Hint:|recordedrun/)
})

test('a line that is too long for the page goes on below', async () => {
  const [page = ''] = await pagesOf([markupLesson])
  const comment = markupLesson.program.split('\n')[1] ?? ''
  expect(comment.length).toBeGreaterThan(200)
  expect(solid(page)).toContain(solid(comment))
})

test('markup in a text is printed as it is written', async () => {
  const text = (await pagesOf([markupLesson], true)).join('\n')
  expect(text).toContain('3. A <script>alert(1)</script> & "title"')
  expect(text).toContain('[bad](javascript:alert(4)) and a picture.')
  expect(text).toContain('Secret <b>notes</b>.')
  expect(text).toContain('The program failed in line 9: ValueError: on <purpose>')
})

test('all of it is drawn as vectors, with one answer for each lesson after the lessons', async () => {
  const lessons = (await allLessons()).slice(0, 3)
  const pdf = await handout(lessons, { format: 'pdf' })
  expect(pdf.toString('latin1')).not.toMatch(/\/Subtype\s*\/Image/)
  const pages = (await extractText(new Uint8Array(pdf))).text
  const answers = pages.at(-1) ?? ''
  for (const { question } of lessons) {
    const named = question.choices.filter(({ text }) => solid(answers).includes(solid(text)))
    expect(named).toHaveLength(1)
  }
})
