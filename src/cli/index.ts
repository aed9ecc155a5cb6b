#!/usr/bin/env node
import { join } from 'node:path'
import { Lab } from '../host/run/lab'
import { packagesFolder } from '../host/packages-folder'
import { hangUp, whenParentIsGone } from '../host/parent-process'
import { explainFailure } from './failure'
import { reportLostOutput } from './lost-output'
import { createProgram } from './program'
import { openTerminal } from './terminal'

const terminal = openTerminal()
// Threads and the loopback service are built next to this file.
const folders = {
  engine: import.meta.dirname,
  lessons: join(import.meta.dirname, '../../resources/lessons'),
}
const lab = new Lab({
  engineFolder: folders.engine,
  filesFolder: packagesFolder(import.meta.dirname),
})
const program = createProgram({
  lab,
  folders,
  terminal,
  end: (code) => {
    process.exitCode = code
  },
})

whenParentIsGone(hangUp)

const isDebugging = process.argv.includes('--debug')
reportLostOutput(isDebugging, terminal)

program.parseAsync().catch((error: unknown) => {
  process.exitCode = explainFailure(error, isDebugging, terminal)
})
