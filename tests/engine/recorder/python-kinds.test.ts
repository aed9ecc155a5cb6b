import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventKinds } from '../../../src/engine/recorder/recording/event'

const folder = 'src/engine/python/lab'

test('Python’s recorder records every kind of event', () => {
  const source = readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n')
  // Python looks a kind up by its name, and says nothing of one that it never looks up.
  const isRecorded = (kind: string): boolean => source.includes(`"${kind.replaceAll('-', '_')}"`)
  expect(eventKinds.filter((kind) => !isRecorded(kind))).toEqual([])
})
