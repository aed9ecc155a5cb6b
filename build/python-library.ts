import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadPyodide } from 'pyodide'
import type { Plugin } from 'vite'
import { COMPILED_FILE, LIBRARY_FILE } from '../src/engine/python/library'

const library = `node_modules/pyodide/${LIBRARY_FILE}`
const lab = 'src/engine/python/lab'

/**
 * Puts the compiled modules that CPython starts with beside the programs, as otherwise every start
 * compiles them again: half of the time that it takes. They are kept for later builds.
 */
export function pythonLibraryPlugin(projectFolder: string): Plugin {
  return {
    name: 'corewise-python-library',
    apply: 'build',
    async generateBundle() {
      const source = await compiledModules(projectFolder)
      this.emitFile({ type: 'asset', fileName: COMPILED_FILE, source })
    },
  }
}

async function compiledModules(projectFolder: string): Promise<Uint8Array> {
  const read = (path: string): Buffer => readFileSync(join(projectFolder, path))
  const names = readdirSync(join(projectFolder, lab)).sort()
  const modules = names.map((name) => [name, read(join(lab, name)).toString()])
  const program = COMPILE.replace('MODULES', () => JSON.stringify(JSON.stringify(modules)))
  const hash = createHash('sha256').update(read(library)).update(program).digest('hex')
  const folder = join(projectFolder, 'node_modules/.cache/corewise')
  const kept = join(folder, `python-library-${hash}`)
  try {
    return readFileSync(kept)
  } catch {
    const python = await loadPyodide()
    const compiled = (python.runPython(program) as { toJs: () => Uint8Array }).toJs()
    mkdirSync(folder, { recursive: true })
    writeFileSync(kept, compiled)
    return compiled
  }
}

/**
 * Loads the lab's modules as a start does, adds what is compiled of the library's modules to its
 * ZIP file, and gives what that has after its sources.
 */
const COMPILE = `
import importlib.util, io, json, marshal, pathlib, sys, zipfile
library = '/lib/python314.zip'
for name, text in json.loads(MODULES):
    path = pathlib.Path('/start', name if name == 'corewise.py' else 'lab/' + name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
sys.path.insert(0, '/start')
import corewise
from lab import stage
places = {getattr(module, '__file__', None) or '' for module in sys.modules.values()}
# Nobody has to look whether the source of a module has changed.
head = importlib.util.MAGIC_NUMBER + (1).to_bytes(4, 'little')
archive = io.BytesIO(pathlib.Path(library).read_bytes())
with zipfile.ZipFile(archive, 'a') as whole:
    end_of_sources = whole.start_dir
    for place in sorted(place for place in places if place.startswith(library)):
        name = place.removeprefix(library + '/')
        source = whole.read(name)
        code = compile(source, place, 'exec', dont_inherit=True)
        module = head + importlib.util.source_hash(source) + marshal.dumps(code)
        whole.writestr(zipfile.ZipInfo(name + 'c'), module)
archive.getvalue()[end_of_sources:]
`
