import type { Truth } from './coverage'

const usual = { generations: 4, blocksEach: 2, precision: null }

/** What blocks may vary by: with nothing that a generation has in common, and with ever more. */
const variations = [
  { betweenGenerations: 0, withinGenerations: 0.05 },
  { betweenGenerations: 0.02, withinGenerations: 0.05 },
  { betweenGenerations: 0.1, withinGenerations: 0.03 },
] as const

/** Runs of a fixed length. */
export const fixed: readonly Truth[] = variations.map((variation) => ({ ...usual, ...variation }))

/** Runs that go on until they are precise to 5 %, for at most 16 generations. */
export const stopped: readonly Truth[] = variations.map((variation) => ({
  ...usual,
  ...variation,
  precision: 0.05,
  mostGenerations: 16,
}))
