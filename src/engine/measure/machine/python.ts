import { z } from 'zod'

const short = z.string().max(200)

/** The Python that contenders ran on, as it says of itself. */
export const pythonSchema = z.strictObject({
  /** The program that runs: where a name leads to it, its own path. */
  executable: z.string().max(4_096),
  /** "CPython", "PyPy". */
  implementation: short,
  version: short,
  /** False on a free-threaded build that runs without the global interpreter lock. */
  hasGil: z.boolean(),
  /** Its name and date: "main, Dec 4 2023 19:24:49". */
  build: short,
  compiler: short,
})
export type Python = z.infer<typeof pythonSchema>

/** "Python 3.14.0 without the GIL": what it is called within a sentence. */
export function pythonTitle({ implementation, version, hasGil }: Python): string {
  const name = implementation === 'CPython' ? 'Python' : implementation
  return hasGil ? `${name} ${version}` : `${name} ${version} without the GIL`
}
