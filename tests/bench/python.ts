import { spawnSync } from 'node:child_process'

/** Where a Python may be: the one on the path, and the system's, which has Debian's packages. */
const PYTHONS = ['python3', '/usr/bin/python3']

/**
 * Runs a Python program that prints a number and gives that number, with the first Python that
 * can; the reason, in words, when none can.
 */
export function runPython(
  program: string,
  ...args: string[]
): { value: number } | { skipped: string } {
  let skipped = 'python3 was not found'
  for (const command of PYTHONS) {
    const python = spawnSync(command, ['-c', program, ...args], { encoding: 'utf8' })
    if (python.status === 0) return { value: Number(python.stdout) }
    if (python.error === undefined) skipped = python.stderr.trim().split('\n').at(-1) ?? skipped
  }
  return { skipped }
}
