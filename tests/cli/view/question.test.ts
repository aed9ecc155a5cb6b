import { expect, test } from 'vitest'
import { isYes } from '../../../src/cli/view/question'

test.each(['y', 'Y', 'yes', ' YES '])('the answer "%s" is a yes', (said) => {
  expect(isYes(said)).toBe(true)
})

test.each(['', 'n', 'no', 'yesterday', 'ye', 'oh yes'])('the answer "%s" is a no', (said) => {
  expect(isYes(said)).toBe(false)
})
