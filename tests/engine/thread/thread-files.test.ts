import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { contenderNames, contenders } from '../../../src/engine/contender'

/**
 * A process of another runtime has no thread's file, and the loop beside a pool has those of both.
 */
const nodes = contenderNames.filter(
  (name) => contenders[name].runtime === 'node' && contenders[name].thread !== 'loop-and-pool',
)

test.each(nodes)('the kind of thread that runs %s has a file of its own', (name) => {
  const file = `../../../src/engine/thread/${contenders[name].thread}-thread.ts`
  expect(existsSync(new URL(file, import.meta.url))).toBe(true)
})
