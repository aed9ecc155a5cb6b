import { extractText } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { experimentSchema, type Lesson } from '../../../src/engine/lesson/lesson'
import { allLessons, handout, lesson, markupLesson } from './lessons'

/** The text of each page. */
async function pagesOf(lessons: readonly Lesson[], hasNotes = false): Promise<string[]> {
  const pdf = await handout(lessons, { format: 'pdf', hasNotes })
  return (await extractText(new Uint8Array(pdf))).text
}

/** Without white space, which a PDF has where a line ends. */
const solid = (text: string): string => text.replace(/\s/g, '')

test('every lesson begins on the page that the contents name, the answers after them', async () => {
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
    expect(solid([contents, ...rest][page - 1] ?? ''), entry).toContain(heading)
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
  const [, answers = ''] = solid(pages.join('')).split('Lookedupintherecordedruns')
  for (const { number, title, question } of lessons) {
    const [, answer = ''] = answers.split(solid(`${number}. ${title}`))
    expect(answer.startsWith(solid(question.text))).toBe(true)
    expect(answer.slice(solid(question.text).length)).toMatch(/^\d\./)
  }
})

describe('the handout of a workshop', () => {
  const experiment = experimentSchema.parse({
    title: 'Jobs that compute',
    spec: {
      name: 'brief',
      workload: { kind: 'cpu', cpuMs: 5 },
      concurrency: 4,
      workers: 2,
      durationMs: 300,
      warmupMs: 20,
      contenders: ['event-loop', 'thread-pool'],
      seed: 1,
    },
  })
  const workshop = async (hasAnswers: boolean): Promise<string[]> => {
    const lessons = [
      { ...(await lesson(7)), number: 1 },
      { ...(await lesson(2)), number: 4 },
    ]
    const pdf = await handout(lessons, {
      format: 'pdf',
      title: 'An evening on loops',
      experiments: [{ number: 2, minutes: 8, notes: 'Let them guess.', experiment }],
      hasNotes: hasAnswers,
      hasAnswers,
    })
    return (await extractText(new Uint8Array(pdf))).text
  }

  test('the handout of a workshop has its title and its numbers, its experiments with a guess, and output only with the answers', async () => {
    const whole = solid((await workshop(true)).join(''))
    const bare = solid((await workshop(false)).join(''))
    for (const text of [whole, bare]) {
      expect(text).toContain(solid('An evening on loops'))
      expect(text).toContain(solid('2 lessons, 1 experiment'))
      const places = ['1. Fetcher and monitor', '2. Jobs that compute', '4. One loop, many tasks']
      const found = places.map((each) => text.lastIndexOf(solid(each)))
      expect(found).toEqual([...found].sort((a, b) => a - b))
      expect(text).toContain(solid('Which will finish the most jobs in a second?'))
    }
    expect(bare).not.toMatch(/Letthemguess|recordedrun|Answers|Measured:/)
    const [before = '', answers = ''] = whole.split('Lookedupintherecordedruns')
    expect(before).toContain('Letthemguess')
    expect(before).not.toContain(solid('The recorded run'))
    expect(answers.match(/Therecordedrun/g)).toHaveLength(2)
    expect(answers).toContain('Measured:Jobsthatcompute')
  })

  test('the handout of a workshop fills its pages', async () => {
    const pages = await workshop(false)
    expect(pages.length).toBeLessThan(8)
  })
})
