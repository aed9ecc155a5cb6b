// Starts `command.ts`, which nothing has to be built for.
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

const { module } = await runnerImport(fileURLToPath(new URL('command.ts', import.meta.url)), {
  configFile: false,
})
module.main()
