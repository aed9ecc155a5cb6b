import { join } from 'node:path'
import { Lab } from '../host/lab'
import { explainFailure } from './failure'
import { exitCodes } from './exit-code'
import { createProgram } from './program'
import { openTerminal } from './terminal'

const terminal = openTerminal()
// Threads and the loopback service are built next to this file.
const lab = new Lab({
  engineFolder: import.meta.dirname,
  filesFolder: join(import.meta.dirname, '../../node_modules'),
})
const program = createProgram(lab, terminal, (code) => {
  process.exitCode = code
})

// Whoever reads the output may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCodes.done)
  throw error
})

program.parseAsync().catch((error: unknown) => {
  process.exitCode = explainFailure(error, process.argv.includes('--debug'), terminal)
})
