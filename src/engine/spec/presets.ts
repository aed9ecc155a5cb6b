import { defaultContenders } from '../contender'
import { specSchema } from './spec'
import type { Spec, Workload } from './spec'

export const presetNames = [
  'io-bound',
  'cpu-bound',
  'mixed',
  'fan-out',
  'http',
  'files',
  'crypto',
  'zlib',
  'dns',
  'fixed-rate',
  'gil',
] as const
export type PresetName = (typeof presetNames)[number]

/** A spec that comes with the lab and the sentence that says what it shows. */
export interface Preset {
  readonly name: PresetName
  readonly sentence: string
  readonly spec: Spec
  /** What it is run over; null for a single run. */
  readonly sweep: PresetSweep | null
}

/** The arrival rates that a preset is run at, one after the other. */
export interface PresetSweep {
  readonly over: 'arrival-rate'
  readonly values: number[]
}

/** What a preset decides; everything else is the same in all of them. */
interface PresetDefinition {
  readonly sentence: string
  readonly workload: Workload
  readonly concurrency: number
  /** Null takes one worker per core of the machine. */
  readonly workers: number | null
  /** The default ones where it names none. */
  readonly contenders?: Spec['contenders']
  /** Measured time per contender: less where threads take long to start, or jobs to end. */
  readonly durationMs?: number
  /** Poisson arrivals at each of these rates, jobs per second; without it the load is closed. */
  readonly rates?: readonly number[]
}

const definitions: Record<PresetName, PresetDefinition> = {
  'io-bound': {
    // Waits that differ spread the threads' wake-ups: equal ones stay in step, and queue for the
    // cores.
    sentence:
      'Jobs that only wait, 20 ms on average: a loop keeps 1,000 in flight, 32 threads keep 32.',
    workload: { kind: 'wait', waitMs: 20, spread: 'uniform' },
    concurrency: 1_000,
    workers: 32,
    durationMs: 4_800,
  },
  'cpu-bound': {
    sentence: 'Jobs that compute for 2 ms and never wait: more cores win, a loop has only one.',
    workload: { kind: 'cpu', cpuMs: 2, spread: 'fixed' },
    concurrency: 16,
    workers: null,
  },
  mixed: {
    sentence: 'Jobs that wait 18 ms and compute 2 ms: the loop waits well until its core is full.',
    workload: { kind: 'mixed', waitMs: 18, cpuMs: 2, spread: 'fixed' },
    concurrency: 50,
    workers: 8,
    durationMs: 4_800,
  },
  'fan-out': {
    sentence:
      'Jobs that ask 10 others at once, 20 ms each on average: the slowest of them decides.',
    workload: { kind: 'fan-out', parts: 10, waitMs: 20, spread: 'exponential' },
    concurrency: 100,
    workers: 16,
    durationMs: 4_800,
  },
  http: {
    sentence: 'Jobs that fetch 1 KiB from a loopback service that takes 20 ms to answer.',
    workload: { kind: 'http', waitMs: 20, cpuMs: 0, responseBytes: 1024, spread: 'fixed' },
    concurrency: 200,
    workers: 8,
  },
  files: {
    sentence: 'Jobs that read and hash the real files of a folder.',
    workload: { kind: 'files', path: null },
    concurrency: 32,
    workers: 8,
  },
  crypto: {
    sentence:
      'Jobs that hash a password for 10 ms: a loop has hidden threads do it, a pool its own.',
    workload: { kind: 'crypto', hash: 'scrypt', cpuMs: 10, spread: 'fixed' },
    concurrency: 16,
    workers: null,
    durationMs: 4_800,
  },
  zlib: {
    sentence: 'Jobs that compress text for 2 ms: a loop has hidden threads do it, a pool its own.',
    workload: { kind: 'zlib', cpuMs: 2, spread: 'fixed' },
    concurrency: 16,
    workers: null,
  },
  dns: {
    sentence: 'Jobs that look up localhost, for which Node takes half of its hidden threads.',
    workload: { kind: 'dns', lookups: 1 },
    concurrency: 32,
    workers: 8,
  },
  'fixed-rate': {
    sentence:
      'Jobs that come in at a fixed rate, from near idle to near capacity: what does one cost?',
    workload: { kind: 'mixed', waitMs: 4, cpuMs: 0.5, spread: 'fixed' },
    concurrency: 1_000,
    workers: 16,
    contenders: ['event-loop', 'thread-pool'],
    rates: [50, 500, 1_000, 1_500],
  },
  gil: {
    sentence:
      'Jobs that only compute, in Python: with the GIL, threads share a core and processes do not.',
    // Handing a job to a process takes a tenth of a millisecond, which is not what it is about.
    workload: { kind: 'cpu', cpuMs: 10, spread: 'fixed' },
    concurrency: 16,
    workers: null,
    contenders: ['python-asyncio', 'python-threads', 'python-processes'],
  },
}

/**
 * The preset of that name for a machine with `cores` cores: the default contenders in 8 blocks, 5.6
 * s of measuring each or less, and at most 1.3 s of warm-up a block, so that a whole run stays
 * within a minute.
 */
export function preset(name: PresetName, cores: number): Preset {
  const { sentence, workload, concurrency, workers, rates, ...others } = definitions[name]
  const { contenders = [...defaultContenders], durationMs = 5_600 } = others
  const rate = rates?.at(-1)
  const load = rate === undefined ? {} : { load: { kind: 'open', arrivalsPerSecond: rate } }
  const spec = specSchema.parse({
    name,
    workload,
    concurrency,
    workers: workers ?? cores,
    durationMs,
    warmupMs: 1_300,
    contenders,
    seed: 1,
    ...load,
  })
  const sweep = rates === undefined ? null : { over: 'arrival-rate' as const, values: [...rates] }
  return { name, sentence, spec, sweep }
}
