import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { compareRandomPrograms } from './compare'
import { CPython } from './cpython'

const DEFAULT_PROGRAMS = 10_000
const DEFAULT_SEED = 1

/**
 * `npm run conformance -- --programs 100000 --seed 7` compares so many random programs and ends
 * with 1 at the first difference; `--record` records the traces of the written programs anew.
 */
export async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      programs: { type: 'string', default: String(DEFAULT_PROGRAMS) },
      seed: { type: 'string', default: String(DEFAULT_SEED) },
      record: { type: 'boolean', default: false },
    },
  })
  const count = wholeNumber('--programs', values.programs)
  const seed = wholeNumber('--seed', values.seed)
  const cpython = new CPython()
  try {
    if (values.record) await record(cpython)
    else await compare(cpython, count, seed)
  } finally {
    await cpython.close()
  }
}

async function record(cpython: CPython): Promise<void> {
  for (const [topic, recording] of Object.entries(await cpython.recordings())) {
    const path = new URL(`traces/${topic}.json`, import.meta.url)
    writeFileSync(path, `${JSON.stringify(recording, null, 1)}\n`)
    console.log(`${topic}: ${Object.keys(recording.programs).length} programs`)
  }
}

async function compare(cpython: CPython, count: number, seed: number): Promise<void> {
  const startMs = performance.now()
  const difference = await compareRandomPrograms(cpython, {
    count,
    seed,
    onProgress: (compared) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${compared.toLocaleString('en')} … `)
    },
  })
  if (process.stderr.isTTY) process.stderr.write('\r')
  if (difference === undefined) {
    const seconds = ((performance.now() - startMs) / 1_000).toFixed(0)
    const programs = count.toLocaleString('en')
    console.log(
      `no difference from CPython ${await cpython.version()} in ${programs} programs (seed ${seed}, ${seconds} s)`,
    )
  } else {
    console.log(difference)
    process.exitCode = 1
  }
}

function wholeNumber(flag: string, text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number) && number >= 0) return number
  throw new Error(`${flag} must be a whole number, got "${text}"`)
}
