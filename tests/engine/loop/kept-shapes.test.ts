import { queryObjects } from 'node:v8'
import { expect, test } from 'vitest'
import { createTask, run, sleep, Task } from '../../../src/engine/loop'

test('one of each thing stays when the loops that a program ran are gone', async () => {
  await run(
    (function* () {
      yield* createTask(sleep(0))
    })(),
  )
  // It collects garbage before it counts.
  expect(queryObjects(Task, { format: 'count' })).toBeGreaterThan(0)
})
