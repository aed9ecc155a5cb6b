import { inspect } from './inspect'
import { print } from './names'

/**
 * Gives the program the console that its author knows: a new context has none. What is written to
 * it is printed.
 */
export function putConsole(): void {
  const write = (...values: readonly unknown[]): void => {
    print(...formatted(values))
  }
  const console = { log: write, info: write, debug: write, warn: write, error: write, trace: write }
  Object.assign(globalThis, { console: { ...console, dir: write, table: write } })
}

/** Puts values where the first one has places for them, as every console does. */
function formatted(values: readonly unknown[]): unknown[] {
  const [format, ...rest] = values
  if (typeof format !== 'string' || rest.length === 0) return [...values]
  const text = format.replace(/%([sdifjoOc%])/g, (place, kind: string) => {
    if (kind === '%') return '%'
    return rest.length === 0 ? place : placed(kind, rest.shift())
  })
  return [text, ...rest]
}

function placed(kind: string, value: unknown): string {
  // A style.
  if (kind === 'c') return ''
  if (!'dif'.includes(kind)) return inspect(value)
  if (typeof value === 'object' || typeof value === 'symbol') return 'NaN'
  const number = Number(value)
  return String(kind === 'i' ? Math.trunc(number) : number)
}
