import { peekRunningLoop } from './running-loop'

/** The values of a context: never changed in place, so that a copy of a context shares them. */
type Values = ReadonlyMap<ContextVar<unknown>, unknown>

const NO_VALUES: Values = new Map()

// Undefined while no variable was set: most loops never have one, and pay nothing.
let current: Context | undefined

/**
 * A variable that has a value of its own in each task. A task begins with the values of what
 * created it; what it sets is seen in it, in the tasks that it creates from then on and in the
 * callbacks that it schedules, and nowhere else.
 *
 * @example
 * const requestId = new ContextVar<string>('requestId', { default: 'none' })
 * requestId.set('A 17')
 */
export class ContextVar<T> {
  readonly name: string
  readonly #default: { readonly value: T } | undefined

  constructor(name: string, options: { readonly default?: T } = {}) {
    this.name = name
    this.#default = 'default' in options ? { value: options.default } : undefined
  }

  /** Its value here; else `fallback`, else its default. Throws where there is none of them. */
  get(...fallback: [] | [T]): T {
    if (current?.has(this) === true) return current.get(this) as T
    if (fallback.length > 0) return fallback[0] as T
    if (this.#default === undefined) throw new Error(`the context variable ${this.name} is not set`)
    return this.#default.value
  }

  /** Sets it here. The token sets it back. */
  set(value: T): Token<T> {
    current ??= peekRunningLoop()?._createContext() ?? new Context()
    return current._set(this, value)
  }

  /**
   * Sets it back to what it was before the `set` that gave the token. Throws for a token of another
   * variable or context, and for one that was used.
   */
  reset(token: Token<T>): void {
    token._use(this, current)
  }

  toString(): string {
    return `<ContextVar ${this.name}>`
  }
}

/** What `ContextVar.set` gives, for `reset`. */
export class Token<T> {
  readonly variable: ContextVar<T>
  readonly #context: Context
  readonly #before: Values
  #isUsed = false

  /** @internal */
  constructor(variable: ContextVar<T>, context: Context, before: Values) {
    this.variable = variable
    this.#context = context
    this.#before = before
  }

  /** The value before; undefined where there was none. */
  get oldValue(): T | undefined {
    return this.#before.get(this.variable) as T | undefined
  }

  /** @internal */
  _use(variable: ContextVar<T>, context: Context | undefined): void {
    if (this.#isUsed) throw new Error('a token can be used only once')
    if (variable !== this.variable) throw new Error('the token is of another context variable')
    if (context !== this.#context) throw new Error('the token was made in another context')
    this.#isUsed = true
    context._restore(variable, this.#before)
  }
}

/** The values that context variables have in one place: in a task, or where `run` was called. */
export class Context implements Iterable<ContextVar<unknown>> {
  #values: Values
  #isEntered = false

  constructor(values: Values = NO_VALUES) {
    this.#values = values
  }

  /** Whether the variable is set here. */
  has(variable: ContextVar<unknown>): boolean {
    return this.#values.has(variable)
  }

  /** The variable's value here; undefined where it is not set. */
  get<T>(variable: ContextVar<T>): T | undefined {
    return this.#values.get(variable) as T | undefined
  }

  /** The variables that are set here. */
  [Symbol.iterator](): IterableIterator<ContextVar<unknown>> {
    return this.#values.keys()
  }

  /** A context of its own with the same values. */
  copy(): Context {
    return new Context(this.#values)
  }

  /**
   * Calls `callback(...args)` in this context and gives its result; what it sets stays in the
   * context. Throws where the context is entered already.
   *
   * @example
   * const context = copyContext()
   * loop.callSoon(() => context.run(handle, request))
   */
  run<A extends readonly unknown[], R>(callback: (...args: A) => R, ...args: A): R {
    if (this.#isEntered || current === this) throw new Error('the context is entered already')
    const outer = swapContext(this)
    this.#isEntered = true
    try {
      return callback(...args)
    } finally {
      this.#isEntered = false
      current = outer
    }
  }

  /** @internal */
  get _isCurrent(): boolean {
    return current === this
  }

  /** @internal */
  get _isEmpty(): boolean {
    return this.#values.size === 0
  }

  /** @internal */
  _set<T>(variable: ContextVar<T>, value: T): Token<T> {
    const token = new Token(variable, this, this.#values)
    this.#values = new Map(this.#values).set(variable, value)
    return token
  }

  /** @internal Gives the variable the value that it has in `before`, or none. */
  _restore(variable: ContextVar<unknown>, before: Values): void {
    const values = new Map(this.#values)
    if (before.has(variable)) values.set(variable, before.get(variable))
    else values.delete(variable)
    this.#values = values
  }
}

/** A copy of the current context. */
export function copyContext(): Context {
  return current === undefined ? new Context() : current.copy()
}

/** @internal A copy of the current context for what is to run later; undefined if that is empty. */
export function contextForLater(): Context | undefined {
  return current === undefined || current._isEmpty ? undefined : current.copy()
}

/**
 * @internal What calls `callback` in a context, by the name of that; the callback itself where
 *   there is
 * no context.
 */
export function inContext<A extends readonly unknown[]>(
  callback: (...args: A) => unknown,
  context: Context | undefined = contextForLater(),
): (...args: A) => unknown {
  if (context === undefined) return callback
  const called = (...args: A) => context.run(callback, ...args)
  return Object.defineProperty(called, 'name', { value: callback.name })
}

/** @internal Makes another context the current one, and gives the one before. */
export function swapContext(context: Context | undefined): Context | undefined {
  const outer = current
  current = context
  return outer
}
