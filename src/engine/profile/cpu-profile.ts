import { z } from 'zod'

/** A function as V8 names it; lines and columns count from 0, and are −1 where there are none. */
const callFrameSchema = z.object({
  functionName: z.string().max(2_000),
  url: z.string().max(8_192),
  lineNumber: z.number().int(),
  columnNumber: z.number().int(),
  scriptId: z.string().max(40).default('0'),
})

const nodeSchema = z.object({
  id: z.number().int(),
  callFrame: callFrameSchema,
  hitCount: z.number().int().min(0).default(0),
  children: z.array(z.number().int()).max(100_000).optional(),
})

/**
 * What a thread executed, sampled: the form of Chrome's DevTools (Profiler.Profile of its
 * protocol), which any viewer of `.cpuprofile` files opens. Times are microseconds.
 */
export const cpuProfileSchema = z.object({
  nodes: z.array(nodeSchema).min(1).max(200_000),
  startTime: z.number(),
  endTime: z.number(),
  samples: z.array(z.number().int()).max(1_000_000),
  timeDeltas: z.array(z.number()).max(1_000_000),
})
export type CpuProfile = z.infer<typeof cpuProfileSchema>
export type ProfileNode = CpuProfile['nodes'][number]

/** A profile of one thread takes at most so many bytes as a file. */
export const MOST_PROFILE_BYTES = 4 * 2 ** 20

/**
 * The part of a profile between two times, in microseconds of its own clock, without the functions
 * that no sample of it is in. Where that is larger than a file may be, only its end.
 */
export function between(profile: CpuProfile, fromUs: number, toUs: number): CpuProfile {
  const cut = cutAt(profile, fromUs, toUs)
  const bytes = new TextEncoder().encode(JSON.stringify(cut)).length
  const isSmall = bytes <= MOST_PROFILE_BYTES
  return isSmall || cut.samples.length < 2 ? cut : between(cut, (fromUs + toUs) / 2, toUs)
}

function cutAt(profile: CpuProfile, fromUs: number, toUs: number): CpuProfile {
  const samples: number[] = []
  const timeDeltas: number[] = []
  const hits = new Map<number, number>()
  let atUs = profile.startTime
  let lastUs = fromUs
  for (const [index, sample] of profile.samples.entries()) {
    atUs += profile.timeDeltas[index] ?? 0
    if (atUs < fromUs || atUs > toUs) continue
    samples.push(sample)
    timeDeltas.push(atUs - lastUs)
    lastUs = atUs
    hits.set(sample, (hits.get(sample) ?? 0) + 1)
  }
  return {
    nodes: reached(profile.nodes, hits),
    startTime: fromUs,
    endTime: toUs,
    samples,
    timeDeltas,
  }
}

/** The nodes that samples are in or below, with how many are in each. */
function reached(
  nodes: readonly ProfileNode[],
  hits: ReadonlyMap<number, number>,
): CpuProfile['nodes'] {
  const parents = parentsOf(nodes)
  const kept = new Set(nodes.slice(0, 1).map(({ id }) => id))
  for (const id of hits.keys()) {
    for (let at: number | undefined = id; at !== undefined && !kept.has(at); at = parents.get(at)) {
      kept.add(at)
    }
  }
  return nodes
    .filter(({ id }) => kept.has(id))
    .map(({ id, callFrame, children = [] }) => ({
      id,
      callFrame,
      hitCount: hits.get(id) ?? 0,
      children: children.filter((child) => kept.has(child)),
    }))
}

/** Which node each was called from. */
export function parentsOf(nodes: readonly ProfileNode[]): ReadonlyMap<number, number> {
  return new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])))
}
