'use strict'

// Stands where Electron's own default_app.asar would be, in a runtime that came without one, so
// that `electron PATH` opens the application at PATH. Nothing else of it is needed here.
const { app } = require('electron')
const path = require('node:path')

const target = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (target === undefined) {
  process.stderr.write('Usage: electron PATH\n')
  app.exit(1)
} else {
  const folder = path.resolve(target)
  const about = require(path.join(folder, 'package.json'))
  app.setName(about.productName ?? about.name)
  app.setVersion(about.version)
  app.setAppPath(folder)
  process.argv.splice(1, process.argv.indexOf(target), folder)
  require(path.join(folder, about.main))
}
