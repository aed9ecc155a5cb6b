import * as fc from 'fast-check'
import type { CPython } from './cpython'
import { firstDifference } from './first-difference'
import { interpreted } from './random-program/interpreter'
import { randomProgram, type Body } from './random-program/random-program'
import { recordMain, recordMainUnobserved, visibleLines } from './trace'

/** Programs that CPython is given at a time; it runs the next ones while ours run. */
const BATCH = 100
/** Seeds next to each other must share no batches: 2 ** 32 divided by the golden ratio, and odd. */
const SPREAD = 0x9e3779b1

export interface ComparisonOptions {
  readonly count: number
  /** The same seed gives the same programs, another one gives others. */
  readonly seed: number
  /** Called with how many have been compared. */
  readonly onProgress?: (count: number) => void
}

/**
 * Runs random programs on CPython and on our loop, there twice: watched and not. Gives the first
 * difference as a text, with the smallest program that shows it, or undefined where there is none.
 */
export async function compareRandomPrograms(
  cpython: CPython,
  { count, seed, onProgress }: ComparisonOptions,
): Promise<string | undefined> {
  const batches = batchesOf(count, seed)
  let next = batches.next()
  let expected = next.done === true ? undefined : cpython.traces(next.value.programs)
  let compared = 0
  while (next.done !== true && expected !== undefined) {
    const { programs, seed: seedOfBatch } = next.value
    const traces = await expected
    next = batches.next()
    expected = next.done === true ? undefined : cpython.traces(next.value.programs)
    for (const [index, program] of programs.entries()) {
      const difference = await differenceOf(program, traces[index] ?? [])
      if (difference !== '') return await shrunk(cpython, seedOfBatch, program, difference)
    }
    compared += programs.length
    onProgress?.(compared)
  }
  return undefined
}

interface Batch {
  readonly seed: number
  readonly programs: readonly Body[]
}

function* batchesOf(count: number, seed: number): Generator<Batch, undefined> {
  for (let done = 0; done < count; done += BATCH) {
    const seedOfBatch = (Math.imul(seed, SPREAD) + done / BATCH) | 0
    const numRuns = Math.min(BATCH, count - done)
    yield { seed: seedOfBatch, programs: fc.sample(randomProgram, { seed: seedOfBatch, numRuns }) }
  }
  return undefined
}

async function differenceOf(program: Body, expected: readonly string[]): Promise<string> {
  const observed = await recordMain(interpreted(program))
  const unobserved = await recordMainUnobserved(interpreted(program))
  return firstDifference(expected, observed) || firstDifference(visibleLines(expected), unobserved)
}

/** The difference of the smallest program that can be found with one. */
async function shrunk(
  cpython: CPython,
  seed: number,
  program: Body,
  difference: string,
): Promise<string> {
  let least = { program, difference }
  await fc.check(
    fc.asyncProperty(randomProgram, async (candidate) => {
      const [expected = []] = await cpython.traces([candidate])
      const found = await differenceOf(candidate, expected)
      // The last that fails is the smallest.
      if (found !== '') least = { program: candidate, difference: found }
      return found === ''
    }),
    { seed, numRuns: BATCH },
  )
  return `${least.difference}\n\nseed ${seed}: ${JSON.stringify(least.program)}`
}
