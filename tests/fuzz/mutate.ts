import type { Random } from './random'

type Path = readonly (string | number)[]

const numbers = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  9,
  100,
  1e-9,
  5e-324,
  1e-300,
  1e15,
  1e18,
  1e300,
  1.7e308,
  2 ** 31,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  Number.MAX_SAFE_INTEGER + 2,
  -1e300,
  1 / 3,
] as const

const texts = [
  '',
  ' ',
  '\n',
  '\u0000',
  'a\u0000b',
  '\u001b[2J\u0007',
  '\ud800',
  '\udfff x',
  '\u202e\u2066',
  '</script>',
  '<b>&"\'',
  '=1+1',
  '`${1}`',
  '__proto__',
  'constructor',
  '日本語',
  'é',
  '😀👩‍👩‍👧',
  '\uFFFE\uFFFF',
  'x'.repeat(190),
  'word '.repeat(30),
  'x'.repeat(5_000),
  '|a|b|\n|-|-|',
  '2026-11-26T12:00:00Z',
  '9'.repeat(40),
  '../../etc/passwd',
  'http://127.0.0.1/',
  '%s%n',
  'event-loop',
  'kind',
] as const

const others: readonly unknown[] = [
  null,
  true,
  false,
  0,
  '',
  [],
  {},
  [[]],
  { kind: 'x' },
  'text',
  1.5,
]

/** A value as JSON has it, changed in one place, and where and how in words. */
export interface Mutated {
  readonly value: unknown
  readonly what: string
}

/**
 * Changes one place of `value`, which stays as it was: mostly within its type, sometimes its shape.
 */
export function mutate(value: unknown, random: Random): Mutated {
  const path = somePath(value, random)
  const place = path.join('.') || 'all'
  const old = at(value, path)
  const isGentle = random.isLucky(0.7)
  if (isGentle && typeof old === 'number') {
    const next = random.isLucky(0.3)
      ? old * random.pick([2, 10, 0.1, -1, 1e10])
      : random.pick(numbers)
    return { value: replaced(value, path, next), what: `${place} = ${next}` }
  }
  if (isGentle && typeof old === 'string') {
    const next = random.isLucky(0.2) ? old + random.pick(texts) : random.pick(texts)
    return {
      value: replaced(value, path, next),
      what: `${place} = ${JSON.stringify(next.slice(0, 40))}`,
    }
  }
  if (isGentle && typeof old === 'boolean') {
    return { value: replaced(value, path, !old), what: `${place} = ${!old}` }
  }
  return reshape(value, path, place, old, random)
}

function reshape(value: unknown, path: Path, place: string, old: unknown, random: Random): Mutated {
  if (Array.isArray(old) && random.isLucky(0.7)) {
    const items: readonly unknown[] = old
    const item = items.length === 0 ? null : random.pick(items)
    const times = random.pick([1, 2, 10, 300])
    return random.isLucky(0.3)
      ? { value: replaced(value, path, items.slice(1)), what: `${place} without its first` }
      : {
          value: replaced(value, path, [...items, ...Array<unknown>(times).fill(item)]),
          what: `${place} with one ${times} times more`,
        }
  }
  if (typeof old === 'object' && old !== null && !Array.isArray(old) && random.isLucky(0.7)) {
    const keys = Object.keys(old)
    const key = keys.length === 0 ? 'x' : random.pick(keys)
    if (random.isLucky(0.5)) {
      const left = Object.fromEntries(Object.entries(old).filter(([name]) => name !== key))
      return { value: replaced(value, path, left), what: `${place} without ${key}` }
    }
    const name = random.pick(texts).slice(0, 60)
    const added = { ...old, [name]: random.pick(others) }
    return { value: replaced(value, path, added), what: `${place} with ${JSON.stringify(name)}` }
  }
  const next = random.isLucky(0.1) ? nested(random.pick([5, 90, 2_000])) : random.pick(others)
  const text = JSON.stringify(next).slice(0, 40)
  return { value: replaced(value, path, next), what: `${place} = ${text}` }
}

function nested(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}

/** Changes the text of a file as a fault of a disk, of an editor or of a transfer does. */
export function damage(
  text: string,
  random: Random,
): { readonly text: string; readonly what: string } {
  const place = random.below(text.length + 1)
  switch (random.below(5)) {
    case 0:
      return { text: text.slice(0, place), what: `cut after ${place}` }
    case 1:
      return { text: `\uFEFF${text}`, what: 'with a byte order mark' }
    case 2:
      return { text: text.slice(0, place) + text.slice(place + 1), what: `without letter ${place}` }
    case 3: {
      const put = random.pick(texts)
      return {
        text: text.slice(0, place) + put + text.slice(place),
        what: `${JSON.stringify(put.slice(0, 30))} at ${place}`,
      }
    }
    default: {
      const end = Math.min(text.length, place + random.below(200))
      return { text: text + text.slice(place, end), what: `${place} to ${end} again at its end` }
    }
  }
}

function somePath(value: unknown, random: Random): Path {
  const path: (string | number)[] = []
  let inner = value
  while (typeof inner === 'object' && inner !== null && !random.isLucky(0.06)) {
    const keys: (string | number)[] = Array.isArray(inner) ? [...inner.keys()] : Object.keys(inner)
    if (keys.length === 0) break
    const key = random.pick(keys)
    path.push(key)
    inner = (inner as Record<string | number, unknown>)[key]
  }
  return path
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((inner, key) => (inner as Record<string | number, unknown>)[key], value)
}

function replaced(value: unknown, [key, ...rest]: Path, next: unknown): unknown {
  if (key === undefined) return next
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? replaced(item, rest, next) : item))
  }
  const record = value as Record<string, unknown>
  const changed = Object.entries(record).map(([name, inner]) => [
    name,
    name === key ? replaced(inner, rest, next) : inner,
  ])
  return Object.fromEntries(changed) as unknown
}
