import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { firstDifference } from './first-difference'
import { interpreted } from './interpreter'
import { PythonInterpreter, whyNoPython } from './python'
import { randomProgram, type Body } from './random-program'
import { recordMain, recordMainUnobserved, visibleLines } from './trace'

const DEFAULT_RUNS = 400
const DEFAULT_SEED = 311

// Other programs, and more of them, on request.
const seed = numberFrom('CONFORMANCE_SEED', DEFAULT_SEED)
const numRuns = numberFrom('CONFORMANCE_RUNS', DEFAULT_RUNS)
// Both sides and the shrinking of a difference take some 10 ms a program.
const timeoutMs = 60_000 + numRuns * 100

const reason = whyNoPython()
const title = reason === undefined ? '' : ` (skipped: ${reason})`

describe.skipIf(reason !== undefined)(`random programs run as in CPython${title}`, () => {
  let python: PythonInterpreter

  beforeAll(() => {
    python = new PythonInterpreter()
  })
  afterAll(() => {
    python.close()
  })

  async function difference(program: Body): Promise<string> {
    const expected = await python.traceOf(program)
    const observed = await recordMain(interpreted(program))
    const unobserved = await recordMainUnobserved(interpreted(program))
    return (
      firstDifference(expected, observed) || firstDifference(visibleLines(expected), unobserved)
    )
  }

  it(
    `step by step, whatever tasks do to each other (${numRuns} programs)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(randomProgram, async (program) => {
          expect(await difference(program)).toBe('')
        }),
        { seed, numRuns },
      )
    },
    timeoutMs,
  )
})

function numberFrom(variable: string, fallback: number): number {
  const text = process.env[variable]
  if (text === undefined) return fallback
  const number = Number(text)
  if (!Number.isInteger(number)) throw new Error(`${variable} must be an integer, got "${text}"`)
  return number
}
