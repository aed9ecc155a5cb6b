import { z } from 'zod'

/** A text of one line. */
export const shortText = z.string().min(1).max(200)

/** A lesson may come from anybody, and a pattern that tries very many ways would stop the page. */
const MOST_REPEATS = 3
const QUICK_PATTERN = `expected a regular expression that repeats no group and has at most ${MOST_REPEATS} of * + {`

function isQuickPattern(pattern: string): boolean {
  try {
    new RegExp(pattern)
  } catch {
    return false
  }
  const repeats = pattern.match(/[*+{]/g)?.length ?? 0
  return repeats <= MOST_REPEATS && !/\)[*+?{]/.test(pattern)
}

/** What is looked at in a recorded run; what it gives is text. */
export const observationSchema = z.union([
  /** The last value announced under a name. */
  z.strictObject({ shared: shortText }),
  /** The n-th printed line, from 1; below 0 from the end. */
  z.strictObject({ printed: z.number().int() }),
  /** Whether every line that begins with `lines` matches the pattern: "yes" or "no". */
  z.strictObject({ lines: shortText, match: shortText.refine(isQuickPattern, QUICK_PATTERN) }),
  /** How many iterations began between the first line and the first such line after it. */
  z.strictObject({ iterationsBetween: z.tuple([shortText, shortText]) }),
  /** The same in lessons of early versions. */
  z
    .strictObject({ turnsBetween: z.tuple([shortText, shortText]) })
    .transform(({ turnsBetween }) => ({ iterationsBetween: turnsBetween })),
  /** How many steps the task of that name had. */
  z.strictObject({ stepsOf: shortText }),
  /**
   * How many there were: tasks created, cancelled or failed, sleeps and timers set, lines printed.
   */
  z.strictObject({ count: z.enum(['tasks', 'cancelled', 'failed', 'timers', 'lines']) }),
  /** How many printed lines begin with that. */
  z.strictObject({ linesWith: shortText }),
  /** The loop's time at the last event, in whole milliseconds. */
  z.strictObject({ ends: z.literal('ms') }),
])
export type Observation = z.infer<typeof observationSchema>
