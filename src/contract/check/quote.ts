/** Characters of a quotation. */
const MOST_CHARACTERS = 80
/** Entries of a list or an object that are shown. */
const MOST_ENTRIES = 5
/** A larger number would take long to be written out. */
const LARGEST_SHOWN = 10n ** 100n

/** What would move the cursor, turn the writing round or be no character at all. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu

/**
 * A value in backquotes, on one line and short enough for a message. It may be anything at all,
 * from wherever it came: of what is long, deep or goes round in a circle only the beginning is
 * looked at.
 */
export function quote(value: unknown): string {
  let text: string
  try {
    text = typeof value === 'string' ? plain(value) : shown(value, 1)
  } catch {
    // A getter or a proxy that throws.
    text = '[unreadable]'
  }
  return `\`${text.length > MOST_CHARACTERS ? `${cut(text, MOST_CHARACTERS - 3)}...` : text}\``
}

/** @param depth how many levels of lists and objects are shown */
function shown(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return `'${plain(value)}'`
    case 'bigint':
      return value < LARGEST_SHOWN && value > -LARGEST_SHOWN ? `${value}n` : '[BigInt]'
    case 'function':
      return '[Function]'
    case 'object':
      break
    default:
      return String(value)
  }
  if (value === null) return 'null'
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    if (items.length === 0) return '[]'
    return depth === 0 ? '[Array]' : `[ ${firstItems(items, depth).join(', ')} ]`
  }
  const kind = Object.prototype.toString.call(value).slice('[object '.length, -1)
  if (kind !== 'Object' || depth === 0) return `[${plain(kind)}]`
  const entries = firstEntries(value, depth)
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`
}

function firstItems(items: readonly unknown[], depth: number): string[] {
  const first = items.slice(0, MOST_ENTRIES).map((item) => shown(item, depth - 1))
  const more = items.length - first.length
  return more > 0 ? [...first, `... ${more} more`] : first
}

function firstEntries(object: object, depth: number): string[] {
  const entries: string[] = []
  for (const key in object) {
    if (!Object.hasOwn(object, key)) continue
    if (entries.length === MOST_ENTRIES) return [...entries, '...']
    entries.push(`${plain(key)}: ${shown((object as Record<string, unknown>)[key], depth - 1)}`)
  }
  return entries
}

/** The beginning of a text on one line, with what is not seen of it escaped as in JSON. */
export function plain(text: string, most: number = 2 * MOST_CHARACTERS): string {
  const beginning = JSON.stringify(cut(text, most)).slice(1, -1)
  return beginning.replace(UNSEEN, (unseen) =>
    unseen
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

/** The first characters of a text, none of them half of a pair. */
function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}
