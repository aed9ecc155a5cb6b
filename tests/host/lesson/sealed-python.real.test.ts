import { resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { printedLines } from '../../../src/engine/lesson/observe'
import { pythonRunner, runProgram } from '../../../src/host/lesson/run-program'

const engineFolder = resolve(import.meta.dirname, '../../../out/main')
const secret = resolve(import.meta.dirname, '../../../package.json')
afterAll(() => pythonRunner(engineFolder).close())

async function play(source: string) {
  const { outcome, recording } = await runProgram(
    // Some look at every object there is, and a busy machine may take its time.
    { name: 'test', language: 'python', source, timeLimitMs: 60_000 },
    engineFolder,
  )
  return { outcome, lines: recording === null ? [] : printedLines(recording) }
}

const printed = async (source: string): Promise<readonly string[]> => (await play(source)).lines

/**
 * What gives something of JavaScript, of the machine or of the network, where there is a way to it.
 */
const ways: Readonly<Record<string, string>> = {
  'import js': 'import js; out(js.globalThis)',
  'from js import': 'from js import eval; out(eval("1"))',
  pyodide_js: 'import pyodide_js; out(pyodide_js)',
  'pyodide.ffi': 'from pyodide.ffi import create_proxy; out(create_proxy)',
  'pyodide.code.run_js': 'from pyodide.code import run_js; out(run_js("1"))',
  'pyodide.http': 'from pyodide.http import pyfetch; out(pyfetch)',
  _pyodide: 'import _pyodide; out(_pyodide)',
  _pyodide_core: 'import _pyodide_core; out(_pyodide_core)',
  'importlib.import_module': 'import importlib; out(importlib.import_module("js"))',
  __import__: 'out(__import__("pyodide_js"))',
  'sys.modules': 'import sys; out([sys.modules[n] for n in ("js", "pyodide_js")])',
  'the importer of built-in modules': `
import importlib.machinery, importlib.util
spec = importlib.machinery.BuiltinImporter.find_spec("_pyodide_core")
out(importlib.util.module_from_spec(spec).__name__)`,
  '_imp.create_builtin': `
import _imp, types
module = _imp.create_builtin(types.SimpleNamespace(name="_pyodide_core", origin="built-in"))
_imp.exec_builtin(module)
out(module.JsProxy.new)`,
  'the finders taken away': `
import sys
sys.meta_path[:] = [f for f in sys.meta_path if "Refusal" not in repr(f)]
import pyodide.code
out(pyodide.code.run_js("1"))`,
  'the bridge as a library of the zip': `
import zipimport
loader = zipimport.zipimporter("/lib/python314.zip")
code = loader.get_code("pyodide._run_js")
scope = {}
exec(code, scope)
out(scope["run_js"]("1 + 1"))`,
  ctypes: 'import ctypes; out(ctypes.CDLL(None).system)',
  _ctypes: `
import _imp, types
module = _imp.create_builtin(types.SimpleNamespace(name="_ctypes", origin="built-in"))
_imp.exec_builtin(module)
handle = module.dlopen(None, 0)
out(handle)`,
  'os.system': 'import os; code = os.system("true"); out(code) if code == 0 else refused(code)',
  subprocess: 'import subprocess; out(subprocess.run(["true"]))',
  'os.fork': 'import os; out(os.fork())',
  'os.exec': 'import os; os.execv("/bin/sh", ["sh"]); out("ran")',
  'a file of the machine': `out(open(${JSON.stringify(secret)}).read())`,
  'the machine’s root': 'import os; found = os.listdir("/etc"); out(found)',
  '/proc': 'out(open("/proc/self/environ").read())',
  'pathlib, home': `
from pathlib import Path
out(next(iter(Path("/root").iterdir())))`,
  'a mounted file system': 'import os; out(os.listdir("/work"))',
  'the environment': `
import os
out(os.environ["PATH"]) if "PATH" in os.environ and os.environ["PATH"] != "/" else refused(1)`,
  'a file written': 'open("/tmp/left.txt", "w").write("x"); out("written")',
  'the standard library overwritten': 'open("/lib/python314.zip", "ab"); out("opened")',
  'a module laid beside the program': `
import os
os.makedirs("/home/pyodide/evil"); out("made")`,
  'a file removed': 'import os; os.remove("/lib/python314.zip"); out("removed")',
  'a link': 'import os; os.symlink("/", "/tmp/root"); out("linked")',
  'a socket': `
import socket
socket.create_connection(("127.0.0.1", 80), timeout=1); out("connected")`,
  'a socket of its own': 'import socket; out(socket.socket())',
  'a name looked up': 'import socket; out(socket.gethostbyname("localhost"))',
  'a server':
    'import asyncio\nasync def main():\n  out(await asyncio.start_server(print, port=0))\nasyncio.run(main())',
  urllib: 'import urllib.request; out(urllib.request.urlopen("http://127.0.0.1:1/").status)',
  'a thread': 'import threading; threading.Thread(target=lambda: None).start(); out("started")',
  'a process':
    'import multiprocessing; multiprocessing.Process(target=print).start(); out("started")',
  'what the garbage collector knows': `
import gc
found = [o for o in gc.get_objects() if type(o).__name__ == "JsProxy"]
names = [name for o in found for name in ("eval", "constructor") if hasattr(o, name)]
out(names) if names else refused(len(found))`,
  'what refers to what': `
import gc
seen, queue = set(), [gc.get_objects()]
found = []
while queue and len(seen) < 200_000:
    for o in gc.get_referents(*queue.pop()):
        if id(o) not in seen:
            seen.add(id(o))
            queue.append([o])
            if type(o).__name__.startswith("Js") and "pyodide" in type(o).__module__:
                found.append(o)
names = []
for o in found:
    try:
        names.append(getattr(o, "constructor"))
    except BaseException:
        pass
out(names) if names else refused(0)`,
  'every class there is': `
def walk(cls):
    for sub in type.__subclasses__(cls):
        yield sub
        yield from walk(sub)
made = []
for cls in walk(object):
    if "pyodide" in cls.__module__ or cls.__name__.startswith("Js"):
        for arguments in ((), (1,), ("eval",)):
            try:
                made.append(cls(*arguments).constructor)
            except BaseException:
                pass
out(made) if made else refused(0)`,
  'the frames below': `
import sys
frame, found = sys._getframe(), []
while frame:
    found += [n for n in {**frame.f_globals, **frame.f_locals} if n in ("js", "pyodide_js", "run_js")]
    frame = frame.f_back
out(found) if found else refused(0)`,
  'the lab’s own stage': `
import corewise
out(corewise._stage.js)`,
  'time.sleep of the one that carries it': `
import asyncio
from asyncio import events
policy = events._get_event_loop_policy()
loop = policy.new_event_loop()
out(loop.run_until_complete(loop.create_connection(asyncio.Protocol, "127.0.0.1", 80)))`,
  'a library of its own':
    'import _imp, types\n_imp.create_dynamic(types.SimpleNamespace(name="x", origin="/tmp/x.so")); out("loaded")',
  micropip: 'import micropip; out(micropip)',
  'a debugger': 'import os; os.kill(1, 9); out("killed")',
}

const head = `
def out(value):
    print("OUT", repr(value)[:200])
def refused(value):
    print("refused", value)
`

describe('a Python program reaches nothing outside by', () => {
  test.each(Object.entries(ways))(
    'a Python program reaches nothing outside by %s',
    async (_, way) => {
      const body = way
        .trim()
        .split('\n')
        .map((line) => `    ${line}`)
        .join('\n')
      const { outcome, lines } = await play(
        `${head}\ntry:\n${body}\nexcept BaseException as error:\n    print("refused", type(error).__name__, error)\nprint("over")`,
      )
      expect(lines.filter((line) => line.startsWith('OUT'))).toEqual([])
      // It came to its end, or was ended where it reached for something outside.
      if (outcome.kind === 'stopped') expect(outcome.message).toContain('which is sealed off')
      else expect(lines.at(-1)).toBe('over')
    },
  )
})

describe('what a Python program leaves behind', () => {
  test('all is gone before the next one: names, modules, what was patched', async () => {
    await printed(`
import asyncio, builtins, sys, types
builtins.left = 1
sys.modules["left"] = types.ModuleType("left")
asyncio.sleep = None
builtins.print = None
sys.path.insert(0, "/left")`)
    expect(
      await printed(`
import asyncio, builtins, sys
print(hasattr(builtins, "left"), "left" in sys.modules, asyncio.sleep is None, "/left" in sys.path)`),
    ).toEqual(['False False False False'])
  })

  test('all is gone also where it was ended from outside in the middle of something', async () => {
    const { outcome } = await runProgram(
      {
        name: 'test',
        language: 'python',
        source: 'import builtins\nbuiltins.left = 1\nsum(range(10**12))',
        timeLimitMs: 300,
      },
      engineFolder,
    )
    expect(outcome).toMatchObject({ kind: 'stopped', line: 3 })
    expect(await printed('import builtins\nprint(hasattr(builtins, "left"))')).toEqual(['False'])
  })
})
