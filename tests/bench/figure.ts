/** One line of the bench: a ratio or a size, with the bound that the project sets itself. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly bound?: { readonly kind: 'at-most' | 'at-least'; readonly value: number }
}

/** Whether the figure keeps its bound; a figure without one always does. */
export function isKept({ value, bound }: Figure): boolean {
  if (bound === undefined) return true
  return bound.kind === 'at-most' ? value <= bound.value : value >= bound.value
}

/** One group of measurements; those that could not be taken here say why. */
export interface Bench {
  readonly name: string
  run(): Promise<readonly (Figure | { readonly name: string; readonly skipped: string })[]>
}
