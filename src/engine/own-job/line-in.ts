/** The innermost line of the file in an error's stack; null where it came by no line of it. */
export function lineIn(error: unknown, file: string): number | null {
  if (!(error instanceof Error)) return null
  for (const line of (error.stack ?? '').split('\n')) {
    const at = line.indexOf(`${file}:`)
    if (at >= 0) return Number.parseInt(line.slice(at + file.length + 1), 10) || null
  }
  return null
}
