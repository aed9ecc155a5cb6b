import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { firstDifference } from './first-difference'
import { topics } from './programs'
import {
  recordLoop,
  recordLoopUnobserved,
  recordMain,
  recordMainUnobserved,
  visibleLines,
} from './trace'

interface Recording {
  readonly programs: Readonly<Record<string, readonly string[]>>
}

function recordingOf(topic: string): Recording {
  const path = new URL(`traces/${topic}.json`, import.meta.url)
  return JSON.parse(readFileSync(path, 'utf8')) as Recording
}

describe.each(topics)('as in CPython, step by step: $name', ({ name, mains, loops }) => {
  const recorded = recordingOf(name).programs

  function expectRecorded(sentence: string, observed: string[], unobserved: string[]): void {
    const expected = recorded[sentence] ?? []
    expect(firstDifference(expected, observed)).toBe('')
    // A loop without an instrument may take shorter ways; its programs must not notice.
    expect(firstDifference(visibleLines(expected), unobserved)).toBe('')
  }

  it('both sides have the same programs', () => {
    expect([...mains.keys(), ...loops.keys()].sort()).toEqual(Object.keys(recorded).sort())
  })

  it.each([...mains])('a program does as in CPython: %s', async (sentence, program) => {
    expectRecorded(sentence, await recordMain(program), await recordMainUnobserved(program))
  })

  it.each([...loops])('a loop does as in CPython: %s', async (sentence, program) => {
    expectRecorded(sentence, await recordLoop(program), await recordLoopUnobserved(program))
  })
})
