import { OutputError } from '../host/output/output-error'
import { explainFailure } from './failure'
import type { Terminal } from './terminal'

/**
 * Sees to it that a run is kept though what it prints goes nowhere: a reader that has seen enough,
 * as `head` has, and a closed terminal are no failure; a full disk behind standard output is told
 * in one line and makes the process end with 1.
 */
export function reportLostOutput(isDebugging: boolean, terminal: Terminal): void {
  // Nobody is left to be told that nothing can be told.
  process.stderr.on('error', () => undefined)
  let isReported = false
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO' || isReported) return
    isReported = true
    const code = explainFailure(new OutputError('to standard output', error), isDebugging, terminal)
    // Only at the end, since a command that goes on says what it ends with.
    process.once('exit', (endsWith) => {
      if (endsWith === 0) process.exitCode = code
    })
  })
}
