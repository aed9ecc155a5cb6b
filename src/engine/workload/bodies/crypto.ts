import { pbkdf2, pbkdf2Sync, scrypt, scryptSync } from 'node:crypto'
import { promisify } from 'node:util'
import type { Body } from '.'
import { fastestRoundsPerMs } from '../cpu'
import type { PasswordHash } from '../kinds'
import type { Plan } from '../plan'

const scryptAsync = promisify<string, string, number, ScryptCost, Buffer>(scrypt)
const pbkdf2Async = promisify(pbkdf2)

const KEY_BYTES = 32
const DIGEST = 'sha512'
const SALT = 'a salt of sixteen'

/** What scrypt calls its parameters: rounds of mixing, blocks in each, how often, and a bound. */
export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
  readonly maxmem: number
}

/** As Node's own default: 16 MiB of memory, with `LEAST_BLOCKS` blocks. */
const MOST_N = 16_384
const LEAST_BLOCKS = 8
const MOST_MEMORY = 64 * 2 ** 20

/**
 * The cost of scrypt that takes so many rounds, a round being N · r ÷ 8 · p of 1. Memory grows with
 * the cost, as people choose it, up to Node's default; from there on only how often it is done.
 * Source: C. Percival, S. Josefsson, RFC 7914 (2016).
 */
export function scryptCost(rounds: number): ScryptCost {
  const N = Math.min(MOST_N, 2 ** Math.max(1, Math.floor(Math.log2(rounds))))
  const p = Math.max(1, Math.floor(rounds / N))
  const r = Math.max(1, Math.round((LEAST_BLOCKS * rounds) / (N * p)))
  return { N, r, p, maxmem: MOST_MEMORY }
}

function hash(algorithm: PasswordHash, password: string, rounds: number): void {
  if (algorithm === 'pbkdf2') pbkdf2Sync(password, SALT, rounds, KEY_BYTES, DIGEST)
  else scryptSync(password, SALT, KEY_BYTES, scryptCost(rounds))
}

function hashOnHiddenThread(
  algorithm: PasswordHash,
  password: string,
  rounds: number,
): Promise<Buffer> {
  return algorithm === 'pbkdf2'
    ? pbkdf2Async(password, SALT, rounds, KEY_BYTES, DIGEST)
    : scryptAsync(password, SALT, KEY_BYTES, scryptCost(rounds))
}

function passwordOf(plan: Plan, index: number): string {
  return `password ${plan.placeOf(index)}`
}

/** Hashes a password, in rounds of PBKDF2 with SHA-512 or of scrypt's mixing. */
export const crypto: Body = {
  wait: (plan, index, waits) =>
    waits.either({
      alsoComputes: true,
      blocking: () => {
        compute(plan, index)
      },
      async: () => hashOnHiddenThread(plan.hash, passwordOf(plan, index), plan.hiddenRounds(index)),
    }),
  compute,
  calibrate: (workload) => {
    const { hash: algorithm, cpuMs } = workload as Extract<typeof workload, { kind: 'crypto' }>
    return fastestRoundsPerMs((rounds) => {
      hash(algorithm, 'password', rounds)
    }, cpuMs)
  },
}

function compute(plan: Plan, index: number): void {
  hash(plan.hash, passwordOf(plan, index), plan.hiddenRounds(index))
}
