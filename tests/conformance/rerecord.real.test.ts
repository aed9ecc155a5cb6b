import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recordAll, whyNoPython } from './python'
import { topics } from './programs'

const reason = whyNoPython()
const title = reason === undefined ? '' : ` (skipped: ${reason})`

interface Recording {
  readonly programs: unknown
}

describe.skipIf(reason !== undefined)(`what was recorded is what CPython does${title}`, () => {
  const live = reason === undefined ? (recordAll() as Record<string, Recording>) : {}

  it.each(topics.map(({ name }) => name))('%s', (topic) => {
    const path = new URL(`traces/${topic}.json`, import.meta.url)
    const committed = JSON.parse(readFileSync(path, 'utf8')) as Recording
    expect(live[topic]?.programs).toEqual(committed.programs)
  })
})
