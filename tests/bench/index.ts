import { parseArgs } from 'node:util'
import { counterBench } from './counter'
import type { Bench } from './figure'
import { millionBench, runMillion } from './million'
import { primitivesBench } from './primitives'
import { printLines, type Line } from './print'
import { pythonProgramBench } from './python-program'
import { recorderBench, runCounters } from './recorder'

const benches: readonly Bench[] = [
  counterBench,
  primitivesBench,
  recorderBench,
  pythonProgramBench,
  millionBench,
]

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    million: { type: 'string' },
    counters: { type: 'string' },
  },
})

const finished = start()
finished.catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})

// What has to have a process of its own starts this program again with a flag.
function start(): Promise<void> {
  if (options.million !== undefined) return runMillion(options.million)
  if (options.counters !== undefined) return runCounters(options.counters)
  return runBenches()
}

async function runBenches(): Promise<void> {
  const chosen = benches.filter(({ name }) => options.only === undefined || name === options.only)
  if (chosen.length === 0) {
    const names = benches.map(({ name }) => name).join(', ')
    throw new Error(`--only must be one of ${names}, got ${String(options.only)}`)
  }
  const lines: Line[] = []
  for (const bench of chosen) {
    process.stderr.write(`${bench.name} …\n`)
    lines.push(...(await bench.run()))
  }
  printLines(lines, { isJson: options.json })
}
