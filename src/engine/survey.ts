import type { CostResult } from './cost/cost-result'
import type { MemoryResult } from './footprint/memory-result'

/** What was measured of a machine and its runtime, with no contender compared. */
export type Survey = CostResult | MemoryResult
