// CPython 3.14 as WebAssembly, in a thread of its own: it has a stack of its own, and can be ended.
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { loadPyodide } from 'pyodide'

const FOLDER = '/conformance'

// What Python grumbles about while it cleans up is no difference.
const pyodide = await loadPyodide({ stderr: () => undefined })
pyodide.mountNodeFS(FOLDER, fileURLToPath(new URL('.', import.meta.url)))
pyodide.runPython(`
import sys, warnings
sys.path[:0] = ['${FOLDER}', '${FOLDER}/random-program']
sys.dont_write_bytecode = True
# Coroutines that a program leaves behind are no difference.
warnings.simplefilter('ignore')
`)
const answers = pyodide.pyimport('answers')

parentPort.on('message', ({ id, method, argument }) => {
  try {
    parentPort.postMessage({ id, value: answers[method](argument) })
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) })
  }
})
