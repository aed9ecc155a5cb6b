import { expect, test } from 'vitest'
import type { Question } from '../../../../src/contract/workshop/lesson'
import { outputLines } from '../../../../src/renderer/model/workshop/output-room'

const linesFor = (observe: Question['observe']): number =>
  outputLines({ text: 'What?', observe, choices: [] })

test('the output of a slide has room up to the line that is asked for', () => {
  expect(linesFor({ printed: 5 })).toBe(5)
  expect(linesFor({ printed: 1 })).toBe(3)
  expect(linesFor({ printed: -1 })).toBe(3)
})

test('the output of a slide has as much room as there is where lines are counted or compared', () => {
  const most = linesFor({ printed: 100 })
  expect(most).toBeLessThan(10)
  expect(linesFor({ count: 'lines' })).toBe(most)
  expect(linesFor({ lines: 'length', match: '0$' })).toBe(most)
  expect(linesFor({ linesWith: 'tick' })).toBe(most)
})

test('the output of a slide leaves the room to the tasks where nothing printed is asked for', () => {
  expect(linesFor({ ends: 'ms' })).toBe(3)
  expect(linesFor({ count: 'tasks' })).toBe(3)
  expect(outputLines(null)).toBe(3)
})
