import { readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { markdownSentences, sourceSentences, wordsIn, type Sentence } from './sentences'

const MOST_WORDS = 25

const root = join(import.meta.dirname, '../..')

const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

const tooLong = (sentences: readonly Sentence[]): string[] =>
  sentences
    .filter(({ text }) => wordsIn(text) > MOST_WORDS)
    .map(({ place, text }) => `${relative(root, place)}: ${wordsIn(text)} words: ${text}`)

test.each([
  join(root, 'README.md'),
  join(root, 'CONTRIBUTING.md'),
  ...filesIn('docs', /\.md$/),
  join(root, 'resources/method.md'),
  ...filesIn('resources/lessons', /\.md$/),
])('no sentence of %s has over 25 words', (path) => {
  expect(tooLong(markdownSentences(path))).toEqual([])
})

test('no sentence that a shell says has over 25 words: help, errors, hints, dialogs', () => {
  const files = filesIn('src', /\.(ts|vue)$/)
  expect(files.length).toBeGreaterThan(400)
  expect(tooLong(files.flatMap(sourceSentences))).toEqual([])
})
