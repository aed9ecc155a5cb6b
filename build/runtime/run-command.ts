import { spawn } from 'node:child_process'

interface CommandOptions {
  readonly timeoutMs: number
  readonly environment?: Readonly<Record<string, string | undefined>>
}

const KEPT_CHARACTERS = 2_000

/**
 * Runs a command without a shell and resolves when it has ended well.
 *
 * @throws Error with the last line of what it wrote if it fails, cannot start or takes too long
 */
export function runCommand(
  command: string,
  commandArguments: readonly string[],
  { timeoutMs, environment = process.env }: CommandOptions,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArguments, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: environment,
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
    })
    // What it was run for is not wanted any more once this process ends.
    const kill = (): void => void child.kill('SIGKILL')
    process.once('exit', kill)
    let tail = ''
    child.stderr.on('data', (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-KEPT_CHARACTERS)
    })
    child.once('error', reject)
    child.once('close', (code, signal) => {
      process.off('exit', kill)
      if (code === 0) resolve()
      else reject(new Error(lastLine(tail) ?? `${command} ended with ${signal ?? `code ${code}`}`))
    })
  })
}

function lastLine(text: string): string | undefined {
  const last = text.trim().split('\n').at(-1)
  return last === '' ? undefined : last
}
