import { runtimeOf } from '../../engine/contender'
import type { Environment } from '../../engine/measure/machine/environment'
import { findPython, type FoundPython } from '../../engine/measure/machine/find-python'
import type { Python } from '../../engine/measure/machine/python'
import type { Spec } from '../../engine/spec/spec'
import { InputError, quote } from '../input/input-error'

/** What a spec takes as Python that names none. */
const DEFAULT_PYTHON = 'python3'

/** What was found out about a Python is believed for so long: somebody may install one. */
const BELIEVED_MS = 30_000

/** A program, and the Python that it is or why it is none. */
export interface NamedPython {
  readonly program: string
  readonly found: FoundPython
}

/** Looks for Pythons, and remembers for a while what it found. */
export class Pythons {
  readonly #engineFolder: string
  readonly #known = new Map<
    string,
    { readonly atMs: number; readonly found: Promise<FoundPython> }
  >()

  /** @param engineFolder the folder with the built threads */
  constructor(engineFolder: string) {
    this.#engineFolder = engineFolder
  }

  /**
   * The Python that contenders of this spec would run on; null where it is not looked for: a Mac
   * without developer tools asks its person to install them when `python3` is started.
   */
  async lookFor(spec: Pick<Spec, 'contenders' | 'python'>): Promise<NamedPython | null> {
    const isWanted = spec.contenders.some((name) => runtimeOf(name) === 'python')
    return isWanted || process.platform !== 'darwin' ? this.find(spec) : null
  }

  /** The Python that contenders of this spec would run on. */
  async find({ python }: Pick<Spec, 'python'>): Promise<NamedPython> {
    const program = python ?? DEFAULT_PYTHON
    const known = this.#known.get(program)
    if (known !== undefined && performance.now() - known.atMs < BELIEVED_MS) {
      return { program, found: await known.found }
    }
    const found = findPython(program, this.#engineFolder)
    this.#known.set(program, { atMs: performance.now(), found })
    return { program, found: await found }
  }
}

/**
 * The same machine with the Python that contenders of this spec run on, where there are such.
 *
 * @throws InputError where there is no such Python
 */
export async function withPython(
  environment: Environment,
  { contenders, python }: Pick<Spec, 'contenders' | 'python'>,
  engineFolder: string,
): Promise<Environment> {
  const onPython = contenders.filter((name) => runtimeOf(name) === 'python')
  if (onPython.length === 0) return environment
  return { ...environment, python: await pythonFor(onPython.join(', '), python, engineFolder) }
}

/**
 * The Python of that path or name, `python3` where it is null. It is looked for anew: it may have
 * come, or gone, since.
 *
 * @param who the contender or job that needs it
 * @throws InputError where there is none
 */
export async function pythonFor(
  who: string,
  python: string | null,
  engineFolder: string,
): Promise<Python> {
  const { program, found } = await new Pythons(engineFolder).find({ python })
  if (found.python !== null) return found.python
  const need = who.includes(',') ? 'need' : 'needs'
  const message = `python: ${quote(program)} ${found.why}; ${who} ${need} one, see --python`
  throw new InputError('invalid-field', message, {
    source: 'python',
    field: 'python',
    value: program,
  })
}
