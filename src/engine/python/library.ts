import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** CPython's library of modules, as its package has it. */
export const LIBRARY_FILE = 'python_stdlib.zip'
/** Of the library's ZIP file what follows its sources, with compiled modules; see `build`. */
export const COMPILED_FILE = 'python-compiled.bin'

/**
 * CPython's library, with the compiled modules that it starts with. The package that npm publishes
 * is without these, to be small, and CPython compiles them itself.
 *
 * @param folder of CPython's package
 * @param builtFolder where the compiled modules are
 */
export function readLibrary(folder: string, builtFolder: string): Uint8Array {
  const library = readFileSync(join(folder, LIBRARY_FILE))
  const compiled = join(builtFolder, COMPILED_FILE)
  if (!existsSync(compiled)) return library
  // Its list of files begins there, as its last six bytes but two say.
  const endOfSources = library.readUInt32LE(library.length - 6)
  return Buffer.concat([library.subarray(0, endOfSources), readFileSync(compiled)])
}
