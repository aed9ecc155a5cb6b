import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createContext, Script, type Context } from 'node:vm'
import realmCode from './realm.js?raw'
import type { Directories } from './read-tables'
import { labModules, SEAL_CODE, START_CODE } from './lab-modules'
import { LIBRARY_FILE, readLibrary } from './library'

/** What CPython exports, as far as it is used here. */
interface PythonExports {
  readonly memory: WebAssembly.Memory
  readonly __stack_pointer: WebAssembly.Global
  readonly malloc: (bytes: number) => number
}

/** What `realm.js` gives. */
interface Realm {
  readonly file: (name: string, bytes: number) => Uint8Array
  readonly start: (lock: string, modules: string, code: string) => Promise<unknown>
  readonly seal: () => void
  readonly limitMemory: (bytes: number) => void
  readonly setText: (address: number) => void
  readonly setWallClock: (address: number) => void
  readonly hasLeft: () => boolean
  readonly resetRandom: () => void
  readonly exported: PythonExports
}

/**
 * How a call into CPython ended: it came back, was ended as its time was over, reached for what is
 * outside, or broke CPython.
 */
export type CallEnd = 'returned' | 'stopped' | 'refused' | 'broken'

const MIB = 2 ** 20
const START_LIMIT_MS = 60_000
/** Where CPython took more memory than that, it is started anew rather than wiped. */
const MOST_KEPT_BYTES = 128 * MIB

/**
 * CPython as WebAssembly, in a JavaScript context that has nothing but the language: no module,
 * network, file or process can be reached from it. Every program finds it as the first one did: its
 * whole memory is put back as it was.
 */
export class SealedPython {
  readonly #context: Context
  readonly #realm: Realm
  readonly #python: PythonExports
  readonly #first: Uint8Array
  readonly #stackPointer: number
  readonly #memory: () => ArrayBuffer
  readonly #run = new Script('run()')
  /** What the lab's modules gave as they were started. */
  readonly started: string

  private constructor(context: Context, realm: Realm, started: string) {
    this.#context = context
    this.#realm = realm
    this.#python = realm.exported
    this.started = started
    const { memory } = this.#python
    // By this thread's own means: nothing in the context is asked once a program ran.
    const buffer = Object.getOwnPropertyDescriptor(WebAssembly.Memory.prototype, 'buffer')
    this.#memory = () => buffer?.get?.call(memory) as ArrayBuffer
    this.#first = new Uint8Array(this.#memory()).slice()
    this.#stackPointer = this.#python.__stack_pointer.value as number
  }

  /**
   * Starts CPython; takes a second.
   *
   * @param settings what the lab's modules are told, as JSON
   * @throws Error where it cannot be started
   */
  static async start(settings: string): Promise<SealedPython> {
    const context = createContext(Object.create(null) as Context, {
      codeGeneration: { strings: false, wasm: true },
    })
    const decoder = new TextDecoder()
    const makeRealm = new Script(realmCode, { filename: 'realm.js' }).runInContext(context) as (
      decode: (bytes: Uint8Array) => string,
      now: () => number,
    ) => Realm
    const realm = makeRealm(
      (bytes) => decoder.decode(bytes),
      () => performance.now(),
    )
    const folder = dirname(createRequire(import.meta.dirname).resolve('pyodide/package.json'))
    const read = (name: string): Buffer => readFileSync(join(folder, name))
    const files = {
      'pyodide.asm.wasm': read('pyodide.asm.wasm'),
      [LIBRARY_FILE]: readLibrary(folder, import.meta.dirname),
    }
    for (const [name, content] of Object.entries(files)) {
      realm.file(name, content.length).set(content)
    }
    for (const text of [
      read('pyodide.js').toString(),
      asScript(read('pyodide.asm.mjs').toString()),
    ]) {
      new Script(text.replaceAll(/\bimport\(/g, 'noImport('), {
        filename: 'pyodide.js',
      }).runInContext(context)
    }
    const { info } = JSON.parse(read('pyodide-lock.json').toString()) as { info: unknown }
    const lock = JSON.stringify({ info, packages: {} })
    const code = START_CODE.replace('SETTINGS', JSON.stringify(settings))
    const started = String(await realm.start(lock, JSON.stringify(labModules), code))
    realm.setWallClock((JSON.parse(started) as Directories).wall)
    const open = new SealedPython(context, realm, started)
    const end = open.run(SEAL_CODE, START_LIMIT_MS, MOST_KEPT_BYTES / MIB)
    if (end !== 'returned') throw new Error(`CPython could not be sealed (${end})`)
    realm.seal()
    return new SealedPython(context, realm, started)
  }

  /**
   * Runs Python's text for at most `limitMs`, and with at most `memoryLimitMiB` beyond what CPython
   * has from the beginning.
   */
  run(text: string, limitMs: number, memoryLimitMiB: number): CallEnd {
    const { malloc } = this.#python
    this.#realm.limitMemory(this.#first.length + memoryLimitMiB * MIB)
    const bytes = Buffer.from(`${text}\0`)
    const address = malloc(bytes.length)
    this.bytes().set(bytes, address)
    this.#realm.setText(address)
    try {
      const timeout = Math.ceil(limitMs)
      return this.#run.runInContext(this.#context, { timeout }) === 0 ? 'returned' : 'broken'
    } catch (error) {
      if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return 'stopped'
      return this.#realm.hasLeft() ? 'refused' : 'broken'
    }
  }

  /** Its memory as it is now. */
  bytes(): Uint8Array {
    return new Uint8Array(this.#memory())
  }

  /** Puts everything back as it was at first; false where it is to be started anew instead. */
  reset(): boolean {
    const bytes = this.bytes()
    if (bytes.length > MOST_KEPT_BYTES) return false
    bytes.set(this.#first)
    bytes.fill(0, this.#first.length)
    this.#python.__stack_pointer.value = this.#stackPointer
    this.#realm.resetRandom()
    return true
  }
}

/** The runtime's module as a script: it says where it is, and exports one function. */
function asScript(text: string): string {
  return text
    .replaceAll('import.meta.url', '"/pyodide.asm.mjs"')
    .replace(/export default (\w+);\s*$/, 'globalThis.createPyodideModule = $1')
}
