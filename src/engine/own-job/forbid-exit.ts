/**
 * Has a job that calls `process.exit` fail with an error that says so, at its line: its thread
 * would else be gone without a word. To be called in a thread that runs somebody's code, before it
 * does.
 */
export function forbidExit(): void {
  process.exit = (code) => {
    throw new Error(
      `it called process.exit(${String(code ?? '')}), which would end the measurement`,
    )
  }
}
