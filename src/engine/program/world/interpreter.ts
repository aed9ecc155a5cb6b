import { createContext, Script } from 'node:vm'
import variant from '@jitl/quickjs-singlefile-cjs-release-sync'
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type CustomizeVariantOptions,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
  type VmCallResult,
} from 'quickjs-emscripten-core'

const WASM_PAGE_BYTES = 65_536
const PAGES_PER_MIB = 2 ** 20 / WASM_PAGE_BYTES
/**
 * The interpreter asks for a twentieth more than it has, and gives up where it does not get that.
 */
const LEAST_GROWTH = 1.05
/** Every interpreter begins with as much. */
const FIRST_MIB = 16
/** What there is beyond a program's limit, so that what it recorded still finds room. */
const RESERVE_MIB = 256
/** Of the interpreter's own stack of 5 MB; the rest is for telling what was recorded. */
const STACK_BYTES = 4_000_000
const LAST_STACK_BYTES = 4_800_000
/** A loop of the interpreter's own, which does not look at the clock, is ended that much later. */
const NATIVE_GRACE_MS = 300
/** To guard a call takes a tenth of a millisecond, so that short ones are guarded together. */
const TURNS_MS = 20

/** A value in an interpreter. */
export type Value = QuickJSHandle

/** How a call into an interpreter ended. */
export type Ended =
  | { readonly kind: 'returned'; readonly value: Value }
  | { readonly kind: 'threw'; readonly error: Value }
  /** It took too long or too much memory. */
  | { readonly kind: 'stopped'; readonly why: 'time' | 'memory' }
  /** The interpreter itself gave up. */
  | { readonly kind: 'broke'; readonly message: string }

/**
 * An interpreter of JavaScript in a WebAssembly of its own (QuickJS), with nothing but the
 * language: what runs in it can reach this thread only through the functions that it is given. Its
 * thread must have a stack of `THREAD_STACK_MIB`.
 */
export class Interpreter {
  readonly #context: QuickJSContext
  readonly #runtime: QuickJSRuntime
  readonly #memory: LimitedMemory
  // V8 ends what runs in here at a time limit, even within WebAssembly.
  readonly #guarded = createContext({ work: (): unknown => undefined })
  readonly #script = new Script('work()')
  #untilMs = Infinity
  #stopped: 'time' | 'memory' | null = null
  /** Called where a program is about to be stopped, while all that it called still goes on. */
  onStop: () => void = () => undefined

  private constructor(context: QuickJSContext, memory: LimitedMemory) {
    this.#context = context
    this.#runtime = context.runtime
    this.#memory = memory
    this.#runtime.setMaxStackSize(STACK_BYTES)
    this.#runtime.setInterruptHandler(() => this.#isOver())
  }

  /** A fresh one: an interpreter is for one program, as a program can damage it. */
  static async start(memoryLimitMiB: number): Promise<Interpreter> {
    const memory = new LimitedMemory(memoryLimitMiB)
    const quickjs = await instance({ wasmMemory: memory })
    return new Interpreter(quickjs.newContext(), memory)
  }

  /** A function that gives what runs inside a number. */
  numberFunction(name: string, give: () => number): Value {
    return this.#context.newFunction(name, () => this.#context.newNumber(give()))
  }

  text(text: string): Value {
    return this.#context.newString(text)
  }

  /** Runs code for at most `limitMs`; gives the value of its last expression. */
  evaluate(code: string, file: string, limitMs: number): Ended {
    return this.#guard(limitMs, () => this.#context.evalCode(code, file, { type: 'global' }))
  }

  /** Calls a function for at most `limitMs`. */
  call(fn: Value, limitMs: number, ...args: readonly Value[]): Ended {
    return this.#guard(limitMs, () => this.#call(fn, args))
  }

  /**
   * Calls a function again and again, and runs what promises put off after each call, until it
   * gives something else than 0 and there is nothing more to run, or some time is over. Each call
   * may take `limitMs`.
   */
  iteration(fn: Value, limitMs: number): Ended {
    const untilMs = performance.now() + TURNS_MS
    return this.#guard(limitMs, () => {
      for (;;) {
        this.#untilMs = performance.now() + limitMs
        const result = this.#call(fn, [])
        if (result.error !== undefined) return result
        const jobs = this.#runtime.executePendingJobs()
        if (jobs.error !== undefined) return { error: jobs.error }
        const isBusy = jobs.value > 0 || this.asNumber(result.value) === 0
        if (!isBusy || this.#whyStopped() !== null) return result
        if (performance.now() > untilMs) return { value: this.#context.newNumber(0) }
        result.value.dispose()
      }
    })
  }

  /** Makes room for telling what was recorded, after a program met its limits. */
  makeRoom(): void {
    this.#memory.makeRoom()
    this.#runtime.setMaxStackSize(LAST_STACK_BYTES)
  }

  /** A property of a value; of an object, where no program can have put a getter in its place. */
  property(object: Value, name: string): Value {
    return this.#context.getProp(object, name)
  }

  /** The number that a value is; undefined where it is none. */
  asNumber(value: Value): number | undefined {
    return this.#context.typeof(value) === 'number' ? this.#context.getNumber(value) : undefined
  }

  /** The text that a value is; undefined where it is none, or longer than `maxLength`. */
  asText(value: Value, maxLength: number): string | undefined {
    if (this.#context.typeof(value) !== 'string') return undefined
    // A text's length is its own: no program can change it.
    const length = this.asNumber(this.property(value, 'length'))
    if (length === undefined || length > maxLength) return undefined
    return this.#context.getString(value)
  }

  /**
   * A copy of the bytes of an ArrayBuffer; the first `maxLength`. Throws where the value is none.
   */
  asBytes(value: Value, maxLength: number): Uint8Array<ArrayBuffer> {
    const bytes = this.#context.getArrayBuffer(value)
    return bytes.consume(() => new Uint8Array(bytes.value.subarray(0, maxLength)))
  }

  #call(fn: Value, args: readonly Value[]): VmCallResult<Value> {
    return this.#context.callFunction(fn, this.#context.undefined, ...args)
  }

  // May be called while another call goes on, which is about to be stopped or hangs.
  #guard(limitMs: number, work: () => VmCallResult<Value>): Ended {
    const [untilMs, stopped] = [this.#untilMs, this.#stopped]
    this.#untilMs = performance.now() + limitMs
    this.#stopped = null
    this.#guarded.work = work
    try {
      const timeout = Math.ceil(limitMs) + NATIVE_GRACE_MS
      const result = this.#script.runInContext(this.#guarded, { timeout }) as VmCallResult<Value>
      const why = this.#whyStopped()
      if (why !== null) return { kind: 'stopped', why }
      return result.error === undefined
        ? { kind: 'returned', value: result.value }
        : { kind: 'threw', error: result.error }
    } catch (error) {
      if (isTimeout(error)) return { kind: 'stopped', why: 'time' }
      // Some of the interpreter's own code does not look whether it got the memory that it asked
      // for.
      if (this.#memory.hasRefused) return { kind: 'stopped', why: 'memory' }
      return { kind: 'broke', message: String(error) }
    } finally {
      this.#untilMs = untilMs
      this.#stopped = stopped
    }
  }

  // A property that is set by a callback.
  #whyStopped(): 'time' | 'memory' | null {
    return this.#stopped
  }

  /** Asked by the interpreter now and then: whether what runs is to be ended. */
  #isOver(): boolean {
    const isFirst = this.#stopped === null
    if (performance.now() > this.#untilMs) this.#stopped = 'time'
    else if (this.#memory.isFull) this.#stopped = 'memory'
    if (isFirst && this.#stopped !== null) this.onStop()
    return this.#stopped !== null
  }
}

function instance(options: CustomizeVariantOptions = {}): Promise<QuickJSWASMModule> {
  // What the bundler makes of the package differs.
  const { default: base = variant } = variant as { readonly default?: typeof variant }
  return newQuickJSWASMModuleFromVariant(newVariant(base, options))
}

let held: Promise<QuickJSWASMModule> | null = null

/**
 * Holds the interpreter's machine code for as long as this process lives. V8 shares it among all
 * threads; without a holder each program's thread compiles it anew, which takes longer than most
 * programs do.
 */
export async function holdMachineCode(): Promise<void> {
  held ??= instance()
  await held
}

// An error of the context that was ended has another `Error`.
function isTimeout(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown }
  return code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

/**
 * A memory that does not grow beyond a limit: the interpreter's own limit counts no more than
 * blocks.
 */
class LimitedMemory extends WebAssembly.Memory {
  #limitPages: number
  #isFull = false
  /** Whether it ever was to grow beyond its limit. */
  hasRefused = false

  constructor(limitMiB: number) {
    const most = Math.max(limitMiB, FIRST_MIB) + RESERVE_MIB
    super({ initial: FIRST_MIB * PAGES_PER_MIB, maximum: most * PAGES_PER_MIB })
    this.#limitPages = Math.ceil(limitMiB * PAGES_PER_MIB * LEAST_GROWTH)
  }

  /**
   * Whether it is at its limit and was to grow further; one block that is too large is an error
   * only.
   */
  get isFull(): boolean {
    return this.#isFull
  }

  /** @throws RangeError where that would be too much: the interpreter asks for less then */
  override grow(pages: number): number {
    const nowPages = this.buffer.byteLength / WASM_PAGE_BYTES
    if (nowPages + pages <= this.#limitPages) return super.grow(pages)
    this.#isFull = nowPages * LEAST_GROWTH > this.#limitPages
    this.hasRefused = true
    throw new RangeError('the memory is full')
  }

  makeRoom(): void {
    this.#limitPages = Infinity
    this.#isFull = false
  }
}
