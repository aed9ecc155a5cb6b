import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { bundledScript } from './script-text'

const PACKAGE = 'node_modules/speedscope'

/** What the package has beside the viewer itself is for other forms of profiles, and an example. */
const taken = /^(speedscope-\w+\.(js|css)|SourceCodePro-.*\.woff2)$/

/**
 * Puts Speedscope into the built page, unchanged, in a folder of its own with a page of its own:
 * its styles ask for a looser policy than the lab's page has (see src/host/page-file.ts).
 */
export function viewerPlugin(projectFolder: string): Plugin {
  return {
    name: 'corewise-viewer',
    apply: 'build',
    async generateBundle() {
      const folder = join(projectFolder, PACKAGE, 'dist/release')
      const names = readdirSync(folder).filter((name) => taken.test(name))
      const emit = (name: string, source: string | Uint8Array): void => {
        this.emitFile({ type: 'asset', fileName: `viewer/${name}`, source })
      }
      for (const name of names) emit(name, readFileSync(join(folder, name)))
      emit(
        'open-profile.js',
        await bundledScript(join(projectFolder, 'src/reader/open-profile.ts')),
      )
      emit('index.html', page(named(names, '.css'), named(names, '.js')))
    },
  }
}

/** @throws Error where the package has none of that kind, or several */
function named(names: readonly string[], ending: string): string {
  const [name, ...others] = names.filter((one) => one.endsWith(ending))
  if (name !== undefined && others.length === 0) return name
  throw new Error(`${PACKAGE} holds ${names.join(', ')}: one file ending in ${ending} was expected`)
}

/** The viewer begins once it is given a profile, so its script is only named here. */
function page(style: string, script: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Speedscope</title>
    <link rel="stylesheet" href="${style}" />
  </head>
  <body>
    <script src="open-profile.js" data-viewer="${script}"></script>
  </body>
</html>
`
}
