import { z } from 'zod'
import { cpuControl, spread, spreadControl } from './controls'
import type { JobKind } from './job-kind'

/** The ways to hash a password that Node and Python both have. */
export const passwordHashes = ['scrypt', 'pbkdf2'] as const
export type PasswordHash = (typeof passwordHashes)[number]

/** A hash under way cannot be cut short: threads would take as long to end. */
const MOST_MS = 1_000

const schema = z.strictObject({
  kind: z.literal('crypto'),
  hash: z.enum(passwordHashes).default('scrypt'),
  cpuMs: z.number().min(0).max(MOST_MS),
  spread,
})

/** Jobs that hash a password. */
export const crypto: JobKind<typeof schema> = {
  schema,
  amounts: (workload) => ({ waitMs: 0, cpuMsBefore: 0, cpuMsAfter: 0, hiddenMs: workload.cpuMs }),
  arePlanned: true,
  caption: ({ hash, cpuMs }, ms) => [`hashing a password by ${hash} for ${ms(cpuMs)}`],
  controls: [
    {
      control: 'choice',
      key: 'hash',
      label: 'Hash',
      unit: '',
      meaning: 'how passwords are hashed',
      flag: 'hash',
      placeholder: 'name',
      choices: passwordHashes,
      title: 'How passwords are hashed',
      hint: 'scrypt needs memory besides time, so caches count. pbkdf2, with SHA-512, only computes.',
    },
    { ...cpuControl, meaning: 'how long a job hashes on this machine, on average' },
    spreadControl,
  ],
  needs: 'nothing',
  canWait: true,
  hasTimers: false,
  areStepsNoted: true,
  hidden: 'work',
  withAmounts: null,
}
