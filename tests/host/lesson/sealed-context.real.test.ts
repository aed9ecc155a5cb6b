import { syncBuiltinESMExports } from 'node:module'
import vm, { Script, type Context } from 'node:vm'
import { beforeAll, expect, test } from 'vitest'
import { SealedPython } from '../../../src/engine/python/sealed-python'
import { eventKinds, thingKinds } from '../../../src/engine/recorder/recording/event'

// Whoever had found a way out of CPython would stand in its JavaScript context. There is nothing
// there.

let context: Context | undefined

beforeAll(async () => {
  const { createContext } = vm
  vm.createContext = (...args: Parameters<typeof createContext>) => {
    context = createContext(...args)
    return context
  }
  syncBuiltinESMExports()
  try {
    await SealedPython.start(JSON.stringify({ eventKinds, thingKinds }))
  } finally {
    vm.createContext = createContext
    syncBuiltinESMExports()
  }
}, 120_000)

/** JavaScript that would give something of the world outside, were there a way to it. */
const ways: Readonly<Record<string, string>> = {
  process: 'process',
  require: 'require("node:fs")',
  module: 'module.constructor',
  fetch: 'fetch("http://127.0.0.1/")',
  WebSocket: 'new WebSocket("ws://127.0.0.1/")',
  XMLHttpRequest: 'new XMLHttpRequest()',
  importScripts: 'importScripts("data:,1")',
  Worker: 'new Worker("data:,1")',
  postMessage: 'postMessage(1)',
  setImmediate: 'setImmediate(() => 1)',
  eval: 'eval("1")',
  Function: 'new Function("return process")()',
  'the constructor of the global object': 'globalThis.constructor.constructor("return process")()',
  'the constructor of a function': '(() => 1).constructor("return process")()',
  'the constructor of an async function': '(async () => 1).constructor("return process")()',
  'the constructor of a generator function':
    '(function* () {}).constructor("return process")().next()',
  'the clock from outside': 'performance.now.constructor("return process")()',
  'the decoder from outside': 'new TextDecoder().decode.constructor("return process")()',
  'an error of the decoder':
    'try { return new TextDecoder().decode(5) || undefined } catch (e) { return e.constructor.constructor("return process")() }',
  'an error of the clock': `
    const deeper = () => { try { return deeper() } catch (e) { return performance.now(), e } }
    return deeper().constructor.constructor("return process")()`,
  'random bytes from outside': 'crypto.getRandomValues.constructor("return process")()',
  'an error of random bytes':
    'try { crypto.getRandomValues(5) } catch (e) { return e.constructor.constructor("return process")() }',
  'the console': 'console.log.constructor("return process")()',
  'what runs Python': 'run.constructor("return process")()',
  'the functions of a stack': `
    Error.prepareStackTrace = (_, frames) => frames
    const found = new Error().stack.map((frame) => [frame.getFunction(), frame.getThis()]).flat()
    const outer = found.find((it) => it && it !== globalThis)
    Error.prepareStackTrace = undefined
    if (!outer) refuse()
    return outer.constructor.constructor("return process")()`,
  'the memory of another module':
    'new WebAssembly.Memory({ initial: 1 }).constructor.constructor("return process")()',
  loadPyodide: 'loadPyodide()',
  createPyodideModule: 'createPyodideModule()',
}

test.each(Object.entries(ways))('sealed JavaScript has no way out by %s', (_name, code) => {
  if (context === undefined) throw new Error('CPython made no context')
  const text = `(() => {
    const refuse = () => { throw new Error('refused') }
    ${/\breturn .*\n?/.test(code) && /^\s*(try|const|Error)/.test(code) ? code : `return ${code}`}
  })()`
  expect(() => {
    const found: unknown = new Script(text).runInContext(context ?? {})
    if (found === undefined) throw new Error('nothing was found')
  }).toThrow()
})

test('a dynamic import in sealed JavaScript is refused', async () => {
  const found = new Script('import("node:fs").then(() => "open", () => "refused")').runInContext(
    context ?? {},
  ) as Promise<string>
  expect(await found).toBe('refused')
})
