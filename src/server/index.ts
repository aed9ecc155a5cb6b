import { parseArgs } from 'node:util'
import { printableLines } from '../host/output/printable'
import { hangUp, whenParentIsGone } from '../host/parent-process'
import { portOf } from './port'
import { serve } from './serve'

/** `npm start` without a window: serves the lab at `--port`, or at any that is free. */
async function start(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } })
  await serve(portOf(values.port), import.meta.dirname)
}

whenParentIsGone(hangUp)
start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`${printableLines(message, false)}\n`)
  process.exitCode = 1
})
