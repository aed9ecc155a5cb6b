import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CPython, type Recording } from './cpython'
import { topics } from './programs'

describe('what was recorded is what CPython 3.14 does', () => {
  const cpython = new CPython()
  let live: Readonly<Record<string, Recording>> = {}
  beforeAll(async () => {
    live = await cpython.recordings()
  })
  afterAll(() => cpython.close())

  it.each(topics.map(({ name }) => name))(
    'what was recorded of %s is what CPython 3.14 does',
    (topic) => {
      const path = new URL(`traces/${topic}.json`, import.meta.url)
      const committed = JSON.parse(readFileSync(path, 'utf8')) as Recording
      expect(live[topic]).toEqual(committed)
    },
  )
})
