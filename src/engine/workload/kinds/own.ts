import { z } from 'zod'
import { jobVariants } from '../../contender/job-variant'
import { MOST_IN_PATH, type JobKind } from './job-kind'
import { mixedWith } from './mixed'

const triedMs = z.number().min(0).max(3_600_000)

const schema = z.strictObject({
  kind: z.literal('own'),
  /** The whole path of the file with the job. */
  file: z.string().min(1).max(MOST_IN_PATH),
  /** Digest of the file as it was tried; another one is not run. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 digest in hexadecimal'),
  /** What the file has, in the order of `jobVariants`. */
  variants: z.array(z.enum(jobVariants)).min(1).max(jobVariants.length),
  /** What a job took in its trial; null before there was one. */
  tried: z
    .strictObject({
      waitMs: triedMs,
      cpuMs: triedMs,
      /**
       * How far parts of the trial came from its mean at most, as a share; left out in files of
       * labs that did not tell.
       */
      apart: z.number().min(0).optional(),
      /** The most that any variant took: one that goes on for longer by far never ends. */
      longest: z.strictObject({ waitMs: triedMs, cpuMs: triedMs }).optional(),
    })
    .nullable()
    .default(null),
})

/** A person's own job, read from a file. */
export const own: JobKind<typeof schema> = {
  schema,
  amounts: ({ tried }) =>
    // Asked of a form that is being filled in, there is none.
    tried ? { waitMs: tried.waitMs, cpuMsBefore: tried.cpuMs, cpuMsAfter: 0 } : null,
  arePlanned: false,
  caption: ({ file, tried }, ms) => {
    const running = `running ${file.split(/[/\\]/).at(-1) ?? file}`
    if (tried === null) return [running]
    const parts = [
      ['waits', ms(tried.waitMs)],
      ['computes', ms(tried.cpuMs)],
    ].filter(([, amount]) => amount !== ms(0))
    return parts.length === 0
      ? [running]
      : [`${running}, which alone ${parts.map((part) => part.join(' ')).join(' and ')}`]
  },
  controls: [],
  needs: 'own-file',
  canWait: true,
  hasTimers: false,
  areStepsNoted: true,
  hidden: 'unknown',
  withAmounts: (_, amounts) => mixedWith({ spread: 'fixed' }, amounts),
}
