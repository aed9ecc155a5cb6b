/**
 * The port that a text names, 0 for any that is free.
 *
 * @throws Error if it is none
 */
export function portOf(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new Error(`--port: expected a number from 0 to 65535, got "${text}"`)
}
