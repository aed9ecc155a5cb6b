/** A listing up to this many lines is not broken between pages. */
export const UNBROKEN_LINES = 40

/** The lines of a program, without the empty ones at its end. */
export function listingLines(source: string): string[] {
  return source.trimEnd().split(/\r?\n/)
}
