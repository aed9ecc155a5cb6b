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

test('the output of a slide has room for several lines where lines are counted or compared', () => {
  const several = linesFor({ count: 'lines' })
  expect(several).toBeGreaterThan(4)
  expect(several).toBeLessThanOrEqual(linesFor({ printed: 100 }))
  expect(linesFor({ printed: 100 })).toBeLessThan(10)
  expect(linesFor({ lines: 'length', match: '0$' })).toBe(several)
  expect(linesFor({ linesWith: 'tick' })).toBe(several)
})

test('the output of a slide leaves the room to the tasks where nothing printed is asked for', () => {
  expect(linesFor({ ends: 'ms' })).toBe(3)
  expect(linesFor({ count: 'tasks' })).toBe(3)
  expect(outputLines(null)).toBe(3)
})
