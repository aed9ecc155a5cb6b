import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { contenders } from '../../../src/engine/contender'
import { nodeContenders } from '../../node-contenders'
import { readEnvironment } from '../../../src/engine/measure/machine/read-environment'
import { builtRun, engineFolder, resultOf, shortSpec } from '../run/built-run'

test('a thread that ends while measured ends its contender, keeps what was measured, and the next runs', async () => {
  const { result, progress } = await builtRun(
    shortSpec({
      workload: { kind: 'wait', waitMs: 2, spread: 'fixed' },
      concurrency: 4,
      warmupMs: 0,
      durationMs: 30_000,
      faults: { throwEvery: 0, exitAt: 1000 },
    }),
  )
  for (const name of nodeContenders) {
    const contender = resultOf(result, name)
    if (contender.status !== 'failed') throw new Error(`${name} was ${contender.status}`)
    expect(contender.error).toMatch(/exited with code 70$/)
    // What shows it says "sequential failed: " before it.
    expect(contender.error).not.toContain(`${name}:`)
    expect(contender.figures?.completed).toBeGreaterThan(100)
    // Other threads go on until it is noticed, on a busy machine for a while; the block has 30,000.
    const beside = contenders[name].threads !== 'one' ? 4_000 : 0
    expect(contender.figures?.completed).toBeLessThanOrEqual(1000 + beside)
    expect(contender.figures?.latency.count).toBeGreaterThan(100)
  }
  expect(progress.filter(({ kind }) => kind === 'contender-finished')).toHaveLength(
    nodeContenders.length,
  )
  // All of them were run to where they could go: nobody cut the run short.
  expect(result.status).toBe('complete')
})

test('a thread that runs out of memory ends its contender and not the run', async () => {
  const spec = shortSpec({
    concurrency: 1_000_000,
    durationMs: 100,
    warmupMs: 0,
    contenders: ['event-loop', 'sequential'],
  })
  const environment = readEnvironment({ version: '0.0.0', commit: null })
  const order = { spec, engineFolder, httpPort: null, environment }
  // A process of its own, because a limit on memory is one for the whole process.
  const program = `
    const { Worker } = require('node:worker_threads')
    const worker = new Worker(${JSON.stringify(`${engineFolder}/coordinator-thread.cjs`)}, {
      workerData: ${JSON.stringify(order)},
    })
    worker.on('message', (message) => {
      if (message.kind !== 'finished') return
      const contenders = message.result.contenders.map(({ name, status, error }) => [name, status, error])
      console.log(JSON.stringify(contenders))
    })`
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=60',
    '-e',
    program,
  ])
  expect(JSON.parse(stdout)).toEqual([
    ['event-loop', 'failed', expect.stringContaining('memory')],
    ['sequential', 'measured', null],
  ])
})
