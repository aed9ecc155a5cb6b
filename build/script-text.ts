import { build, type Plugin } from 'vite'

const QUERY = '?script'

/**
 * A Vite plugin: a module imported as `….ts?script` is the text of a classic script with all that
 * it imports, for a page that is written into a file and has nothing to load.
 */
export function scriptText(): Plugin {
  return {
    name: 'script-text',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(QUERY)) return null
      const entry = id.slice(0, -QUERY.length)
      this.addWatchFile(entry)
      return `export default ${JSON.stringify(await bundledScript(entry))}`
    },
  }
}

/**
 * The text of a classic script, with all that the module imports.
 *
 * @throws Error where it cannot be bundled
 */
export async function bundledScript(entry: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      target: 'es2022',
      lib: { entry, formats: ['iife'], name: 'page' },
    },
  })
  const [output] = [built].flat()
  const chunk = output !== undefined && 'output' in output ? output.output[0] : undefined
  if (chunk === undefined) throw new Error(`${entry} cannot be bundled`)
  return chunk.code.trim()
}
