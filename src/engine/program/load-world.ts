import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createContext, Script, type Context } from 'node:vm'
import type { World } from './program-world'

interface WorldModule {
  readonly World: typeof World
}

type ModuleBody = (exports: object, require: (name: string) => unknown) => void

/** A context with nothing of Node in it: no `require`, no `process`, no timers, no `eval`. */
export function emptyContext(): Context {
  return createContext(Object.create(null) as Context, {
    codeGeneration: { strings: false, wasm: false },
  })
}

/**
 * Loads the built world into a context, and the files that it is built of. Everything that a
 * program can reach through it is made of the context's own objects.
 *
 * @throws Error where one of the files asks for anything but another of them
 */
export function loadWorld(file: string, context: Context): WorldModule {
  const modules = new Map<string, object>()
  const load = (path: string): unknown => {
    const known = modules.get(path)
    if (known !== undefined) return known
    const exported = new Script('({})').runInContext(context) as object
    modules.set(path, exported)
    const text = `(function (exports, require) {${readFileSync(path, 'utf8')}\n})`
    const body = new Script(text, { filename: path }).runInContext(context) as ModuleBody
    body(exported, (name) => {
      if (!name.startsWith('.')) throw new Error(`${path}: a world cannot load ${name}`)
      return load(join(dirname(path), name))
    })
    return exported
  }
  return load(file) as WorldModule
}
