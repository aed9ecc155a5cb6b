import fc from 'fast-check'
import { extractText } from 'unpdf'
import { expect, test } from 'vitest'
import type { Lesson } from '../../../src/engine/lesson/lesson'
import { handoutHtml } from '../../../src/host/handout/handout-html'
import { handoutPdf } from '../../../src/host/handout/pdf/handout-pdf'
import { markupLesson } from './lessons'

const parts = { title: null, hasNotes: true, hasAnswers: true }

/** The pages of a handout whose program was never run. */
const pagesOf = async (changes: Partial<Lesson>): Promise<string[]> => {
  const pdf = await handoutPdf([playedWith(changes)], new Map(), parts)
  return (await extractText(new Uint8Array(pdf))).text
}

const playedWith = (changes: Partial<Lesson>) => ({
  lesson: { ...markupLesson, ...changes },
  run: {
    outcome: { kind: 'failed', message: changes.notes ?? '', line: null },
    recording: null,
  } as const,
  closings: [],
})

/** Without white space, which a PDF has where a line ends. */
const solid = (text: string): string => text.replace(/\s/g, '')

const bars = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const table = (columns: number, cell: (column: number) => string): string =>
  [
    bars(Array.from({ length: columns }, (_, column) => `head ${column}`)),
    bars(Array.from({ length: columns }, () => '---')),
    bars(Array.from({ length: columns }, (_, column) => cell(column))),
  ].join('\n')

const deep = (levels: number, of: (level: number) => string): string =>
  Array.from({ length: levels }, (_, level) => of(level)).join('\n')

test.each([
  ['quotes in quotes', `${'> '.repeat(80)}the innermost`],
  ['lists in lists', deep(40, (level) => `${'  '.repeat(level)}- item ${level} the innermost`)],
  ['numbers in numbers', deep(40, (level) => `${'   '.repeat(level)}1. the innermost`)],
  ['quoted lists', `${'> - '.repeat(30)}the innermost`],
])('%s keep room for words', async (_, explanation) => {
  const [page = ''] = await pagesOf({ explanation })
  expect(page).toContain('the innermost')
})

test.each([2, 12, 35, 40, 200])('a table of %d columns has all its cells', async (columns) => {
  const text = (await pagesOf({ explanation: table(columns, (column) => `cell${column}.`) })).join(
    '',
  )
  for (let column = 0; column < columns; column += 1) expect(text).toContain(`cell${column}.`)
})

test('a row that is higher than a page goes on on the next', async () => {
  const words = Array.from({ length: 3_000 }, (_, index) => `word${index}.`)
  const cell = words.join(' ')
  const pages = await pagesOf({
    explanation: table(3, (column) => (column === 1 ? cell : 'short')),
  })
  const text = solid(pages.join(''))
  for (const word of words) expect(text).toContain(word)
})

test('a wide word in a table leaves the other columns their words', async () => {
  const text = await pagesOf({
    explanation: table(3, (column) => (column === 1 ? 'w'.repeat(500) : `readable${column}`)),
  })
  expect(text.join('')).toContain('readable0')
  expect(text.join('')).toContain('readable2')
})

test.each(['explanation', 'notes', 'conclusion', 'program', 'original'] as const)(
  'a word of 30,000 letters in the %s goes on from line to line',
  async (place) => {
    const word = 'abcdefghij'.repeat(3_000)
    const text = solid((await pagesOf({ [place]: word })).join(''))
    // The numbers of lines and the feet of pages stand in between.
    expect((text.match(/abcdefghij/g) ?? []).length).toBeGreaterThan(2_500)
  },
)

const markdown = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        '> ',
        '- ',
        '1. ',
        '\n',
        '\n\n',
        '    ',
        '# ',
        '`',
        '```\n',
        '**',
        '| a | b |\n',
        '| - | - |\n',
        'word ',
        '\u0000',
        '\uD83D',
        '\u001B[0m',
        '[a](https://b.c)',
        '***\n',
        'שלום',
        'w'.repeat(2_000),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join('')),
)

test('a handout ends whatever a lesson says', async () => {
  await fc.assert(
    fc.asyncProperty(markdown, async (text) => {
      const changes = {
        title: text,
        explanation: text,
        notes: text,
        program: text,
        conclusion: text,
      }
      const pdf = await handoutPdf([playedWith(changes)], new Map(), parts)
      expect(pdf.toString('latin1').startsWith('%PDF-')).toBe(true)
      const html = handoutHtml([playedWith(changes)], new Map(), parts)
      expect(html).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Cs}/u)
    }),
    { numRuns: 40 },
  )
})

test('a handout that is cancelled while it is drawn ends before its next lesson', async () => {
  const controller = new AbortController()
  setImmediate(() => {
    controller.abort(new Error('enough'))
  })
  const played = Array.from({ length: 5 }, () => playedWith({}))
  const pdf = handoutPdf(played, new Map(), parts, controller.signal)
  await expect(pdf).rejects.toThrow('enough')
})
