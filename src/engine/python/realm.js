// All the JavaScript that CPython has around it. It is evaluated in a context of its own, whose
// global object has the language and nothing else: no process, no modules, no network, no timers.
// What comes from outside are two functions that give back text or a number, and they stay in this
// closure.
;(decode, now) => {
  'use strict'

  const WASM_PAGE_BYTES = 65_536
  // As WASI numbers them.
  const NOT_PERMITTED = 63
  const READ_ONLY = 69
  // Of `open`: for writing, or making what is not there.
  const WRITING = 0o3 | 0o100 | 0o1000 | 0o2000
  // What CPython asks of its host while a program runs: the time, its own files, memory. All else
  // that WebAssembly can import is refused from then on, the bridge to JavaScript first of all.
  const granted = new Set(
    `_PyEM_TrampolineCall_JS _Py_CheckEmscriptenSignals_Helper _Py_emscripten_runtime
    __syscall_faccessat __syscall_fcntl64 __syscall_fstat64 __syscall_getcwd __syscall_getdents64
    __syscall_getuid32_js __syscall_ioctl __syscall_lstat64 __syscall_newfstatat
    __syscall_openat __syscall_poll __syscall_readlinkat __syscall_stat64 __syscall_umask_js
    __syscall_dup __syscall_fstatfs64 __syscall_statfs64 __syscall_fadvise64
    _gmtime_js _localtime_js _mktime_js _mmap_js _munmap_js _timegm_js _tzset_js
    clock_res_get clock_time_get emscripten_date_now emscripten_get_heap_max emscripten_get_now
    emscripten_resize_heap environ_get environ_sizes_get
    fd_close fd_fdstat_get fd_pread fd_read fd_seek fd_write random_get
    emscripten_runtime_keepalive_push emscripten_runtime_keepalive_pop
    _emscripten_runtime_keepalive_clear _emscripten_get_progname _maybe_poll_async _try_fcntl64
    throw_no_gil hiwire_invalid_ref_js`.split(/\s+/),
  )

  // What an answer can refuse, so that Python makes an error of it; for all else the program is
  // over.
  const refusals = new Map([
    ['getaddrinfo', -4],
    ['getnameinfo', -4],
    ['_emscripten_system', -NOT_PERMITTED],
    ['_dlopen_js', 0],
    ['_dlsym_js', 0],
    ['exit', 0],
  ])
  const sockets = /socket|accept|bind|connect|listen|recv|send|sock|peer/
  // Modules that are compiled in and lead out: nobody finds them by these names any more.
  const unnamed = new Set(['_pyodide_core', '_ctypes'])

  const files = new Map()
  const waiting = new Int32Array(new SharedArrayBuffer(4))
  let isSealed = false
  let hasLeft = false
  let exported
  let limitPages = Infinity
  let text = 0
  let randomState = 0x2545f491
  let wallClock = 0

  // The same numbers in every run: a recording can be made again.
  const random = (view) => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let at = 0; at < bytes.length; at += 1) {
      randomState ^= randomState << 13
      randomState ^= randomState >>> 17
      randomState ^= randomState << 5
      bytes[at] = randomState & 255
    }
    return view
  }

  // CPython's own output is not used, so that it can say how many milliseconds there is nothing to
  // do.
  const wait = (line) => {
    const ms = Number(line)
    if (isSealed && ms > 0) Atomics.wait(waiting, 0, 0, ms)
  }

  // Called by name, as only a script can be ended from outside.
  globalThis.run = () => exported.PyRun_SimpleString(text)

  // What comes from outside never shows itself here, nor an error of its world: by the constructor
  // of either one would be out.
  const own = (call, otherwise) => {
    try {
      return call()
    } catch {
      return otherwise
    }
  }
  const nothing = () => undefined
  const refuse = () => {
    throw new Error('programs are sealed off')
  }
  Object.assign(globalThis, {
    // By these the runtime takes its surroundings for a bare shell with workers.
    WorkerGlobalScope: nothing,
    load: refuse,
    read: refuse,
    readbuffer: (path) => files.get(path.slice(path.lastIndexOf('/') + 1)).buffer,
    noImport: refuse,
    clearTimeout: nothing,
    setTimeout: (callback) => void Promise.resolve().then(callback),
    performance: { now: () => own(now, 0) },
    crypto: { getRandomValues: random },
    console: { log: nothing, info: nothing, debug: nothing, warn: nothing, error: nothing },
    TextDecoder: class {
      decode(bytes) {
        return own(() => decode(bytes), '')
      }
    },
  })

  // What CPython takes for the date: milliseconds that the lab's modules write; no number is the
  // real.
  const realDate = Date.now
  Date.now = () => {
    const ms =
      wallClock === 0 ? NaN : new DataView(exported.memory.buffer).getFloat64(wallClock, true)
    return Number.isNaN(ms) ? realDate() : ms
  }

  const { grow } = WebAssembly.Memory.prototype
  WebAssembly.Memory.prototype.grow = function (pages) {
    const now = this.buffer.byteLength / WASM_PAGE_BYTES
    if (now + pages > limitPages) throw new RangeError('the memory is full')
    return grow.call(this, pages)
  }

  const guarded = (name, imported) => {
    const isGranted = granted.has(name)
    const guard = (...args) => {
      if (!isSealed) return imported(...args)
      if (!isGranted) {
        const refusal = refusals.get(name)
        if (refusal !== undefined) return refusal
        if (name.startsWith('__syscall_')) return sockets.test(name) ? -NOT_PERMITTED : -READ_ONLY
        hasLeft = true
        return refuse()
      }
      if (name === '__syscall_openat' && (args[2] & WRITING) !== 0) return -READ_ONLY
      return imported(...args)
    }
    return Object.assign(guard, imported)
  }

  const { instantiate } = WebAssembly
  WebAssembly.instantiate = async (binary, imports) => {
    // What a runtime without imports asks for is not CPython.
    const env = imports?.env
    const isPython = env !== undefined && '__syscall_openat' in env
    if (isPython) {
      for (const [name, imported] of Object.entries(env)) {
        if (typeof imported === 'function') env[name] = guarded(name, imported)
      }
    }
    const made = await instantiate(binary, imports)
    if (isPython) exported = made.instance.exports
    return made
  }

  const unname = () => {
    const bytes = new Uint8Array(exported.memory.buffer)
    const view = new DataView(exported.memory.buffer)
    // A table of names and functions, to its first empty row.
    let row = view.getUint32(exported.PyImport_Inittab.value, true)
    for (; view.getUint32(row, true) !== 0; row += 8) {
      const at = view.getUint32(row, true)
      if (unnamed.has(decode(bytes.subarray(at, bytes.indexOf(0, at))))) bytes[at] = 0
    }
  }

  return {
    /** A place for a file of that many bytes. */
    file(name, bytes) {
      const content = new Uint8Array(bytes)
      files.set(name, content)
      return content
    },

    /** Starts CPython with the lab's own modules, and gives what `code` gives. */
    async start(lockFileContents, modules, code) {
      const { loadPyodide, createPyodideModule } = globalThis
      const pyodide = await loadPyodide({
        indexURL: '/',
        lockFileContents,
        createPyodideModule,
        stdout: wait,
        stderr: nothing,
      })
      const { FS } = pyodide
      for (const [path, text] of Object.entries(JSON.parse(modules))) {
        FS.mkdirTree(path.slice(0, path.lastIndexOf('/')))
        FS.writeFile(path, text)
      }
      return pyodide.runPython(code)
    },

    /** From now on CPython has what is granted, and what is in its memory. */
    seal() {
      files.clear()
      unname()
      isSealed = true
      for (const name of Object.keys(globalThis)) {
        if (!['run', 'performance', 'crypto', 'console', 'TextDecoder'].includes(name)) {
          // What a script declared cannot be deleted.
          globalThis[name] = undefined
        }
      }
    },

    /** Its memory must not grow beyond so many bytes. */
    limitMemory(bytes) {
      limitPages = Math.ceil(bytes / WASM_PAGE_BYTES)
    },

    /** What `run` runs: Python's text at that address. */
    setText(address) {
      text = address
    },

    /** Where CPython's memory has the date. */
    setWallClock(address) {
      wallClock = address
    },

    /** Whether a program reached for what is refused and no answer can refuse. */
    hasLeft: () => hasLeft,

    resetRandom() {
      randomState = 0x2545f491
    },

    get exported() {
      return exported
    },
  }
}
