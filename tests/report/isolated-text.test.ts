import { expect, test } from 'vitest'
import { cleanText } from '../../src/host/export/text/clean-text'
import { isolated, quoted } from '../../src/report/isolated-text'
import { standingNotes } from '../../src/report/note/status-notes'
import { syntheticResult, syntheticSpec, typical } from '../charts/synthetic-result'

const turning = ['\u202eabc', '\u2067abc', 'abc\u2066', '\u202babc\u202c\u202c', 'שלום', 'مرحبا 5']

test.each(turning)('a name that turns the direction of writing (%j) is isolated, once', (name) => {
  const said = `${isolated(name)} has 5 jobs`
  expect(said).toMatch(/^\u2068[^\u202a-\u202e\u2066-\u2069]+\u2069 has 5 jobs$/)
  expect(isolated(isolated(name))).toBe(isolated(name))
})

test.each(['io-bound', 'Zürich ✓', '日本語', '👩‍💻'])('%s stays as it is', (name) => {
  expect(isolated(name)).toBe(name)
  expect(cleanText(name)).toBe(name)
})

test('a name of several lines is said on one', () => {
  expect(isolated(' CPU\n\n\tof\u0000 mine ')).toBe('CPU of mine')
})

test('what is drawn or written keeps isolates that are closed, and nothing else that turns', () => {
  const closed = `${isolated('שלום')}: 5 jobs`
  expect(cleanText(closed)).toBe(closed)
  for (const name of turning.slice(0, 4)) {
    expect(cleanText(`${name}: 5 jobs`)).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
  }
})

test('an error that turns the direction of writing turns no sentence around it', () => {
  const failed = { ...typical['event-loop'], status: 'failed', error: 'no \u202efile' } as const
  const spec = syntheticSpec({ contenders: ['event-loop'] })
  const [note] = standingNotes(syntheticResult({ 'event-loop': failed }, spec))
  expect(note?.text).toContain('“\u2068no file\u2069”')
})

test('a sentence quotes the beginning of a long error, up to the end of a word', () => {
  expect(quoted('worker 1 died')).toBe('“worker 1 died”')
  expect(quoted('the thread ended, '.repeat(12))).toBe(
    '“the thread ended, the thread ended, the thread ended, the thread ended, the…”',
  )
  expect(quoted(`a${'👩'.repeat(99)}`)).toBe(`“a${'👩'.repeat(39)}…”`)
})
