import { beforeAll, describe, expect, test } from 'vitest'
import { lessonHeadSchema, type Lesson } from '../../../src/engine/lesson/lesson'
import type { Result } from '../../../src/engine/result/result'
import { pairVerdict } from '../../../src/report/verdict/pair-verdict'
import { usualPair } from '../../../src/engine/spec/main-pair'
import { mainLines } from '../../../src/report/verdict/verdict'
import { rightChoice } from '../../../src/engine/lesson/observe'
import { escapeMarkup } from '../../../src/host/export/text/clean-text'
import { chartsOf } from '../../../src/charts/charts-of'
import { makeHandout } from '../../../src/host/handout/make-handout'
import { measuringOn, type Measure } from '../../../src/host/lesson/close-lesson'
import { Lab } from '../../../src/host/run/lab'
import { runProgram } from '../../../src/host/lesson/run-program'
import { allLessons, engineFolder, handout, lesson, markupLesson } from './lessons'

const html = async (...args: Parameters<typeof handout>): Promise<string> =>
  (await handout(...args)).toString()

const answersOf = (page: string): string => page.slice(page.indexOf('<section id="answers">'))

describe('a handout of all lessons', () => {
  let lessons: readonly Lesson[] = []
  let page = ''
  beforeAll(async () => {
    lessons = await allLessons()
    page = await html(lessons, { format: 'html' })
  })

  test('a handout of all lessons has every lesson, its question and both programs', () => {
    expect(lessons.length).toBeGreaterThan(20)
    for (const { number, title, question, program, original } of lessons) {
      expect(page).toContain(`<h2>${number}. ${escapeMarkup(title)}</h2>`)
      expect(page).toContain(`<a href="#lesson-${number}">`)
      expect(page).toContain(escapeMarkup(question.text))
      for (const line of [...program.trimEnd().split('\n'), ...original.trimEnd().split('\n')]) {
        expect(page).toContain(`<span>${escapeMarkup(line)}\n</span>`)
      }
    }
    expect(page.match(/<figure class="lanes">/g)).toHaveLength(lessons.length)
  })

  test('a handout of all lessons has the answers at its end, which are those of the runs', async () => {
    const answers = answersOf(page)
    const expected = await Promise.all(
      lessons.map(async ({ name, program: source, clock, question }) => {
        const { recording } = await runProgram(
          { name, language: 'typescript', source, clock },
          engineFolder,
        )
        const right = recording === null ? null : rightChoice(recording, question)
        expect(right).not.toBeNull()
        const number = right ?? -1
        return `<strong>${number + 1}. ${escapeMarkup(question.choices[number]?.text ?? '')}</strong>`
      }),
    )
    expect(answers.match(/<strong>\d\. .*?<\/strong>/g)).toEqual(expected)
  })
})

test('a program that does something else has another answer', async () => {
  const changed = await lesson(7)
  const controls = changed.controls.map((control) =>
    control.kind === 'switch' ? { ...control, initial: true } : control,
  )
  const [before, after] = await Promise.all([
    html([changed], { format: 'html' }),
    html([{ ...changed, controls }], { format: 'html' }),
  ])
  expect(answersOf(before)).toContain('<strong>1. Yes, always</strong>')
  expect(answersOf(after)).toContain('<strong>2. No')
  expect(after).toContain(': true · time is virtual')
})

test('the answers say so where no choice came true', async () => {
  const page = await html([await lesson(2, { original: "print('x')\n" })], { format: 'html' })
  expect(answersOf(page)).toContain('None of the choices came true in the recorded run.')
})

test('a program that cannot be run leaves the rest of the lesson as it is', async () => {
  const page = await html([await lesson(2, { original: 'this is no program' })], { format: 'html' })
  expect(page).toContain('<p class="failure">The program failed in line 1: ')
  expect(answersOf(page)).toContain('There is no recorded run that could tell.')
})

/** Measures nothing. */
const failing = (message: string): Measure => {
  const fail = () => Promise.reject(new Error(message))
  return { run: fail, repeat: fail }
}

test('a comparison that cannot be measured leaves the rest of the handout as it is', async () => {
  const page = await html(
    [await lesson(11)],
    { format: 'html' },
    failing('The process of the measuring engine ended'),
  )
  expect(page).toContain('It could not be measured.')
  expect(page).toContain('The process of the measuring engine ended')
  expect(answersOf(page)).toContain('<strong>')
})

test('a text with markup in it is shown as text', async () => {
  const page = await html(
    [markupLesson],
    { format: 'html', hasNotes: true },
    failing('a shared count runs no spec'),
  )
  expect(page).not.toMatch(/<(script|img|b|i|u|s)\b/)
  expect(page).not.toContain('href="javascript:')
  for (let n = 1; n <= 6; n += 1) expect(page).toContain(`alert(${n})`)
  expect(page).toContain('&lt;img src=x onerror=alert(2)&gt;')
  expect(page).toContain('ValueError: on &lt;purpose&gt;')
  expect(page).toContain('Measured: &lt;em&gt;counting')
  expect(page).toContain('&lt;script&gt;</text>')
  expect(page).toContain("content=\"default-src 'none'; style-src 'sha256-")
  expect(page).not.toContain('unsafe-inline')
})

test('Markdown is rendered, its headings below those of the lesson', async () => {
  const page = await html([markupLesson], { format: 'html' })
  expect(page).toContain('<em>emphasis</em>')
  expect(page).toContain('<td><code>loop</code></td>')
  expect(page).toContain('<li>first</li>')
  expect(page).toContain('<h4>Further down</h4>')
})

test('the notes for teachers are in it only when asked for', async () => {
  const without = await html([markupLesson], { format: 'html' })
  expect(without).not.toContain('Secret')
  expect(await html([markupLesson], { format: 'html', hasNotes: true })).toContain('Secret')
})

describe('a lesson’s task and lines to be put in order', () => {
  test('a handout prints them with lines to write on; hint, solution and order are with the answers', async () => {
    const seventh = await lesson(7)
    const page = await html([seventh], { format: 'html' })
    const [section = '', solutions = ''] = page.split('<section id="solutions">')
    expect(section).toContain(escapeMarkup(seventh.task?.text ?? ''))
    expect(section).toContain('<li>All the lengths that are printed are multiples of ten</li>')
    expect(section).toContain('<div class="writing" aria-hidden="true"><span></span><span></span>')
    expect(section).not.toContain(escapeMarkup(seventh.task?.hint ?? ''))
    expect(solutions).toContain(escapeMarkup(seventh.task?.hint ?? ''))
    for (const line of seventh.solution?.python.trimEnd().split('\n') ?? []) {
      expect(solutions).toContain(`<span>${escapeMarkup(line)}\n</span>`)
    }
    const letters = /own order: <strong>([a-z ]+)<\/strong>/.exec(solutions)?.[1]?.split(' ') ?? []
    const shuffled = /<div class="order together">.*?<pre>(.*?)<\/pre>/s.exec(section)?.[1] ?? ''
    const lineOf = new Map(shuffled.split('\n').map((line) => [line[0] ?? '', line.slice(3)]))
    expect(letters).not.toEqual([...letters].sort())
    expect(escapeMarkup(seventh.original)).toContain(
      letters.map((letter) => lineOf.get(letter)).join('\n'),
    )
  })

  test('a handout for participants has nothing that answers, and runs nothing', async () => {
    const lessons = [await lesson(7), await lesson(11, { original: 'this is no program' })]
    const page = await html(lessons, { format: 'html', hasAnswers: false })
    expect(page).toContain('<h3>Task</h3>')
    expect(page).toContain('<h3>Put the lines in order</h3>')
    for (const text of ['Answers', 'Hint', 'solution', 'recorded run', 'Measured', 'failed']) {
      expect(page.replace(/<style>.*?<\/style>/s, '')).not.toContain(text)
    }
  })
})

describe('a lesson that closes with a measurement', () => {
  const spec = {
    name: 'brief',
    workload: { kind: 'wait', waitMs: 5 },
    concurrency: 4,
    workers: 2,
    durationMs: 300,
    warmupMs: 20,
    contenders: ['event-loop', 'thread-pool'],
    seed: 1,
    blocks: 1,
  }

  test('says without one that it was not measured, and shows no figure', async () => {
    const page = await html([await lesson(11)], { format: 'html' })
    expect(page.match(/Not measured for this handout: it takes minutes/g)).toHaveLength(2)
    expect(page).not.toContain('class="verdict"')
  })

  test('a lesson that closes with a measurement has its verdict and its charts where it was measured', async () => {
    const experiment = lessonHeadSchema.shape.experiment.parse([{ title: 'Briefly', spec }])
    const lab = new Lab({ engineFolder, filesFolder: import.meta.dirname })
    const lessons = [await lesson(11, { experiment })]
    const results: Result[] = []
    const measure = measuringOn(lab)
    const page = await html(
      lessons,
      { format: 'html' },
      {
        ...measure,
        run: async (each) => {
          const result = await lab.run(each)
          results.push(result)
          return result
        },
      },
    )
    const [result] = results
    if (result === undefined) throw new Error('nothing was measured')
    const verdict = mainLines(pairVerdict(result, usualPair)).map(
      (line) => `<p class="verdict">${escapeMarkup(line)}</p>`,
    )
    expect(page).toContain(`Measured: Briefly</h4>\n${verdict.join('\n')}\n`)
    expect(page.match(/<figure><svg/g)).toHaveLength(chartsOf(result).length)
    expect(page).not.toContain('Not measured')
    const pdf = await handout(lessons, { format: 'pdf' }, measure)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })
})

test('a handout tells how far it is, step by step', async () => {
  const steps: string[] = []
  const shares: number[] = []
  const lessons = [await lesson(1), await lesson(2)]
  const report = ({ share, step }: { share: number; step: string }): void => {
    shares.push(share)
    steps.push(step)
  }
  await makeHandout(lessons, { format: 'html', report }, engineFolder, null)
  expect(shares).toEqual([0, 0.5, 1])
  expect(steps).toEqual([...lessons.map(({ title }) => title), 'done'])
})

test('nothing is made once it is aborted', async () => {
  const controller = new AbortController()
  const made = makeHandout(
    await allLessons(),
    {
      format: 'html',
      signal: controller.signal,
      report: ({ share }) => {
        if (share > 0) controller.abort()
      },
    },
    engineFolder,
    null,
  )
  await expect(made).rejects.toThrow(controller.signal.reason as Error)
})
