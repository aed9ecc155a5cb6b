/** The line of the loop that a program went round last, from 1; null before it did in any. */
export function loopLineIn(words: SharedArrayBuffer): number | null {
  const [line = 0] = new Int32Array(words)
  return line === 0 ? null : line
}
