import { build, Platform } from 'electron-builder'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { packageOptions } from './package-options'
import { describeRuntime, findRuntime } from './runtime/find-runtime'

const projectFolder = join(import.meta.dirname, '../..')

/**
 * `npm run package` makes what people install on this system; `npm run package:dir` only the
 * folder with the application, with whichever runtime there is.
 */
async function pack(): Promise<void> {
  const { values } = parseArgs({ options: { dir: { type: 'boolean', default: false } } })
  const runtime = await findRuntime({ environment: process.env, projectFolder, say })
  if (typeof runtime === 'string') throw new Error(runtime)
  say(describeRuntime(runtime))
  if (runtime.source === 'fallback' && !values.dir) {
    throw new Error(
      `Electron ${runtime.version} is out of support and is not packaged for release; --dir makes a folder to try.`,
    )
  }
  await build({
    projectDir: projectFolder,
    targets: Platform.current().createTarget(values.dir ? 'dir' : undefined),
    publish: 'never',
    config: packageOptions(runtime.folder, runtime.version),
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

pack().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
