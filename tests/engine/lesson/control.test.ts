import { expect, test } from 'vitest'
import { changedTexts, fitsControl, takenBy } from '../../../src/engine/lesson/control'

const jobs = { min: 1, max: 50, step: 1 }

test('a control takes whole steps within its bounds and nothing else', () => {
  expect([1, 7, 50].every((value) => fitsControl(jobs, value))).toBe(true)
  for (const value of [0, 51, 2.5, NaN, '7', true]) expect(fitsControl(jobs, value)).toBe(false)
  const tenths = { min: 0.1, max: 0.9, step: 0.1 }
  expect(fitsControl(tenths, 0.7)).toBe(true)
  expect(fitsControl(tenths, 0.75)).toBe(false)
})

test('a control says in words what it takes', () => {
  expect(takenBy(jobs)).toBe('a whole number from 1 to 50')
  expect(takenBy({ min: 0, max: 1, step: 0.25 })).toBe('a number from 0 to 1 in steps of 0.25')
})

test('a control that is not as the question has it is named with both values', () => {
  const controls = [
    { name: 'jobs', label: 'Jobs', initial: 5 },
    { name: 'isFailing', label: 'The task fails', initial: false },
  ]
  expect(changedTexts(controls, { jobs: 9, isFailing: true })).toEqual([
    'Changed: “Jobs” is 9; the question has 5.',
    'Changed: “The task fails” is on; the question has off.',
  ])
  expect(changedTexts(controls, { jobs: 5 })).toEqual([])
})
