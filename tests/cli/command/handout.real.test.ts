import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { called } from '../called'
import { start } from '../corewise'
import { scratch } from '../../scratch'

const lessons = resolve(import.meta.dirname, '../../../resources/lessons')

test('handout prints all lessons into handout.html, and never over a file', async () => {
  const folder = await scratch()
  const { stdout, code } = await called(['handout'], folder)
  expect(code).toBe(0)
  expect(stdout).toBe(`Written to ${join(folder, 'handout.html')}\n`)
  const page = await readFile(join(folder, 'handout.html'), 'utf8')
  expect(page.match(/<section id="lesson-\d+">/g)).toHaveLength((await readdir(lessons)).length)
  const again = await called(['handout'], folder)
  expect(again.code).toBe(2)
  expect(again.stderr).toMatch(/^error: --out: cannot write `.*`: there is a file of that name\n$/)
  expect(await readFile(join(folder, 'handout.html'), 'utf8')).toBe(page)
})

test('handout with numbers prints those, as a PDF where the file is to be one', async () => {
  const folder = await scratch()
  const { stderr, code } = await called(['handout', '7', '2', '--out', 'some.pdf'], folder)
  expect(code).toBe(0)
  expect(stderr).toBe(
    '0 %  One loop, many tasks\n50 %  Fetcher and monitor\nThis PDF is drawn, without tags or an outline. Export it in the window to have both.\n',
  )
  expect((await readFile(join(folder, 'some.pdf'))).subarray(0, 5).toString()).toBe('%PDF-')
})

test('--notes adds the notes, --measure what was measured', async () => {
  const folder = await scratch()
  const args = ['handout', '9', '--notes', '--measure']
  expect((await called(args, folder)).code).toBe(0)
  const page = await readFile(join(folder, 'handout.html'), 'utf8')
  expect(page).toContain('<h3>Teacher notes</h3>')
  expect(page).toMatch(/<p class="verdict">4 threads that count plainly lost [\d,]+ of 400,000,000/)
})

test.each([
  [['handout', '99'], 'There is no lesson `99`; the lessons are 1, 2, 3'],
  [
    ['handout', '--participants', '--notes'],
    '--participants: leaves out all answers, so it does not go with --notes; print two handouts',
  ],
  [['handout', '--format', 'pfd'], '--format: expected html or pdf, got `pfd`'],
])('%j is refused and writes nothing', async (args, message) => {
  const folder = await scratch()
  const { stderr, code } = await called(args, folder)
  expect(stderr).toContain(message)
  expect(code).toBe(2)
  expect(await readdir(folder)).toEqual([])
})

test('a lesson of one’s own that is broken is reported, the others are printed', async () => {
  const folder = await scratch()
  const own = join(folder, 'own')
  for (const name of ['02-four-counters', '03-await-may-not-pause']) {
    await cp(join(lessons, name), join(own, name), { recursive: true })
  }
  await writeFile(join(own, '03-await-may-not-pause/lesson.md'), '# no head')
  const { stderr, code } = await called(['handout', '--from', own], folder)
  expect(stderr).toContain('03-await-may-not-pause/lesson.md:1: a lesson begins with a head')
  expect(code).toBe(0)
  expect(await readFile(join(folder, 'handout.html'), 'utf8')).toContain('2. One loop, many tasks')
})

test('Ctrl-C while it is measured leaves nothing', async () => {
  const folder = await scratch()
  const running = start(['handout', '11', '--measure'], folder)
  await running.shows('Jobs that wait')
  running.child.kill('SIGINT')
  expect((await running.ended).signal).toBe('SIGINT')
  expect(await readdir(folder)).toEqual([])
})

test('a handout of lessons of which none can be read is refused, and each is named', async () => {
  const folder = await scratch()
  const own = join(folder, 'own')
  await mkdir(join(own, '01-broken'), { recursive: true })
  await writeFile(join(own, '01-broken', 'lesson.md'), 'no head')
  const { stderr, code } = await called(['handout', '--from', own], folder)
  expect(stderr).toMatch(/lesson\.md:1: .*\n.*No lesson there can be read/)
  expect(code).toBe(2)
  expect(await readdir(folder)).toEqual(['own'])
})

test('a file with another ending than that of a handout is refused', async () => {
  const { code, stderr } = await called(['handout', '1', '--out', 'x.docx'], await scratch())
  expect(code).toBe(2)
  expect(stderr).toContain(
    '--out: expected a file that ends in .html or .pdf, or --format, got `x.docx`',
  )
})
