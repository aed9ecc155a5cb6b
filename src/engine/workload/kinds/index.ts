import { z } from 'zod'
import { cpu } from './cpu'
import { crypto } from './crypto'
import { dns } from './dns'
import { fanOut } from './fan-out'
import { files } from './files'
import { http } from './http'
import type { JobKind } from './job-kind'
import { mixed } from './mixed'
import { own } from './own'
import { wait } from './wait'
import { zlib } from './zlib'

export type { PasswordHash } from './crypto'
export type { Amounts, JobKind, Spread, WorkControl } from './job-kind'
export { rareLong, rareShort, variationOfSpread } from './job-kind'

/** Every kind of work, in the order in which they are offered. */
export const jobKinds = {
  wait,
  cpu,
  mixed,
  'fan-out': fanOut,
  http,
  files,
  crypto,
  zlib,
  dns,
  own,
} as const

/** What one job does. Amounts are means in milliseconds; `spread` says how they vary. */
export const workloadSchema = z.discriminatedUnion('kind', [
  wait.schema,
  cpu.schema,
  mixed.schema,
  fanOut.schema,
  http.schema,
  files.schema,
  crypto.schema,
  zlib.schema,
  dns.schema,
  own.schema,
])
export type Workload = z.infer<typeof workloadSchema>
export type WorkloadKind = Workload['kind']

// A kind that is missing above, or whose schema is missing in the union, does not compile.
jobKinds satisfies { readonly [K in WorkloadKind]: { readonly schema: KindSchema<K> } }
const kindsInOrder = Object.keys(jobKinds) as (keyof typeof jobKinds)[]
type KindSchema<K extends WorkloadKind> = z.ZodType<Extract<Workload, { kind: K }>>

/** The kinds of work by name, in their order. */
export const workloadKinds: readonly WorkloadKind[] = kindsInOrder

/** The description of a workload's kind, to be asked about that workload. */
export function kindOf(workload: Pick<Workload, 'kind'>): JobKind {
  return jobKinds[workload.kind]
}

/** The file of a person's own job; null for other workloads. */
export function jobFileOf(workload: Workload): string | null {
  return workload.kind === 'own' ? workload.file : null
}

/** The folder that a workload reads; null where it names none or reads none. */
export function folderOf(workload: Workload): string | null {
  return 'path' in workload ? workload.path : null
}
