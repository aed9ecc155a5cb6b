import { z } from 'zod'

/** Linux is built for at most so many. */
const MOST_CORES = 8_192
const coreId = z.number().int().min(0).max(MOST_CORES)

/** Of machines that have both, the fast cores and the slow ones that save power. */
const coreKindSchema = z.enum(['performance', 'efficiency'])
export type CoreKind = z.infer<typeof coreKindSchema>

/** A core as programs see it; with SMT several of them are one physical core. */
const logicalCoreSchema = z.strictObject({
  id: coreId,
  /** All logical cores of its physical core, itself among them. */
  siblings: z.array(coreId).max(64),
  /** Null where all are of one kind, and where the system does not say. */
  kind: coreKindSchema.nullable(),
  /** Its clock when it was looked at. */
  mhz: z.number().min(0).nullable(),
  /** The highest clock that it has. */
  mostMhz: z.number().min(0).nullable(),
})
export type LogicalCore = z.infer<typeof logicalCoreSchema>

/** What there is of cores for a program, and what limits it. */
export const processorsSchema = z.strictObject({
  /** The least of what affinity, cpuset and quota leave: a quota may be a part of a core. */
  effective: z.number().positive().max(MOST_CORES),
  /** What makes it that; `asked` is a spec that takes fewer cores than there are. */
  limit: z.enum(['machine', 'affinity', 'cpuset', 'quota', 'asked']),
  /** Logical cores that the machine has online. */
  online: z.number().int().min(1).max(MOST_CORES),
  /** CPU seconds per second that control groups allow; null where they do not limit them. */
  quota: z.number().positive().nullable(),
  /** Those that threads may run on. */
  usable: z.array(logicalCoreSchema).min(1).max(MOST_CORES),
})
export type Processors = z.infer<typeof processorsSchema>

/** What of an environment tells of its cores; results of early versions know only how many. */
export interface CoreCount {
  readonly cores: number
  readonly processors: Processors | null
}

/** The cores that there really are: 0.5 under a quota of half a core. */
export function effectiveCores({ cores, processors }: CoreCount): number {
  return processors?.effective ?? cores
}

/** How many threads can make use of them: 1 of half a core, 3 of 2.5. */
export function threadsFor(cores: CoreCount): number {
  return Math.max(1, Math.ceil(effectiveCores(cores)))
}

/** Physical cores among those that threads may run on. */
export function physicalCores({ usable }: Processors): number {
  return new Set(usable.map(({ siblings }) => Math.min(...siblings))).size
}

/**
 * The cores that a run of `count` of them takes: fast ones, then slow ones, then the siblings of
 * those that it has, so that each that is added is as much as can be.
 *
 * @throws RangeError where there are not so many
 */
export function chooseCores({ usable }: Processors, count: number): LogicalCore[] {
  if (!Number.isInteger(count) || count < 1 || count > usable.length) {
    throw new RangeError(`expected 1 to ${usable.length} cores, got ${count}`)
  }
  const rank = (core: LogicalCore): number =>
    2 *
      core.siblings.filter((id) => id < core.id && usable.some((other) => other.id === id)).length +
    (core.kind === 'efficiency' ? 1 : 0)
  return [...usable].sort((a, b) => rank(a) - rank(b) || a.id - b.id).slice(0, count)
}

/** An environment with only so many of its cores, as a run has that is kept to them. */
export function withCores<E extends CoreCount>(environment: E, count: number): E {
  const { processors } = environment
  if (processors === null) return { ...environment, cores: count }
  const usable = chooseCores(processors, count)
  const isLess = count < processors.effective
  return {
    ...environment,
    cores: count,
    processors: {
      ...processors,
      usable,
      effective: isLess ? count : processors.effective,
      limit: isLess ? 'asked' : processors.limit,
    },
  }
}
