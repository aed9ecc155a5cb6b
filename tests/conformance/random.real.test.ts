import { afterAll, expect, it } from 'vitest'
import { compareRandomPrograms } from './compare'
import { CPython } from './cpython'

/** `npm run conformance` runs any number. */
const PROGRAMS = 2_000
const SEED = 314

const cpython = new CPython()
afterAll(() => cpython.close())

it(
  `random programs do what CPython 3.14 does, step by step, ${PROGRAMS} of them`,
  async () => {
    expect(await compareRandomPrograms(cpython, { count: PROGRAMS, seed: SEED })).toBeUndefined()
  },
  // A difference is made small, which takes longer than all else.
  600_000,
)
