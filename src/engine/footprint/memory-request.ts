import { z } from 'zod'
import type { MemorySpec } from './footprint-message'

/** How thoroughly waiting is measured; what is left out is what `corewise memory` does. */
export const memoryRequestSchema = z.strictObject({
  kind: z.literal('memory'),
  /** Processes per count. */
  rounds: z.number().int().min(1).max(100).default(3),
  /** Highest count of tasks, and of promises. */
  maxTasks: z.number().int().min(1).max(10_000_000).default(1_000_000),
  maxThreads: z.number().int().min(1).max(16_384).default(512),
  /** Share of the free memory that a count may need; none is begun that needs more. */
  memoryShare: z.number().min(0.01).max(0.9).default(0.5),
})
export type MemoryRequest = z.infer<typeof memoryRequestSchema>

/** Which counts are measured up to the highest that is asked for. */
export function memorySpecOf(request: Omit<MemoryRequest, 'kind'>): MemorySpec {
  const { rounds, maxTasks, maxThreads, memoryShare } = request
  const tasks = countsUpTo(maxTasks, [1, 1_000, 10_000, 100_000, 1_000_000, 10_000_000])
  const threads = countsUpTo(maxThreads, [1, 8, 32, 128, 512, 2_048, 8_192])
  return { rounds, memoryShare, counts: { 'loop-tasks': tasks, 'native-promises': tasks, threads } }
}

/** Those of the counts that are below the highest wanted, and that one. */
function countsUpTo(highest: number, counts: readonly number[]): number[] {
  return [...counts.filter((count) => count < highest), highest]
}
