import { expect, test } from 'vitest'
import { z } from 'zod'
import { listProblem } from '../../../src/contract/check/long-lists'

test('a list is right with as many items as its schema allows, and too long with one more', () => {
  const schema = z.strictObject({ names: z.array(z.string()).max(3) })
  expect(listProblem(schema, { names: ['a', 'b', 'c'] })).toBeNull()
  expect(listProblem(schema, { names: ['a', 'b', 'c', 'd'] })).toMatchObject([
    { path: ['names'], message: 'expected at most 3' },
  ])
})
