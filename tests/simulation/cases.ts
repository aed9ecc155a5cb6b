import type { Truth } from './coverage'

/** Runs as they are, and as presets are. */
const usual = { generations: 4, blocks: 8, precision: null }
const presets = { ...usual, generations: 5 }

/** What blocks may vary by: with nothing that a generation has in common, and with ever more. */
const variations = [
  { betweenGenerations: 0, withinGenerations: 0.05 },
  { betweenGenerations: 0.02, withinGenerations: 0.05 },
  { betweenGenerations: 0.1, withinGenerations: 0.03 },
] as const

/** Runs of a fixed length. */
export const fixed: readonly Truth[] = [usual, presets].flatMap((run) =>
  variations.map((variation) => ({ ...run, ...variation })),
)

/** Runs that go on until they are precise to 5 %, for at most 32 blocks. */
export const stopped: readonly Truth[] = [usual, presets].flatMap((run) =>
  variations.map((variation) => ({ ...run, ...variation, precision: 0.05, mostBlocks: 32 })),
)
