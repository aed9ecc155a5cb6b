/** A paragraph with all words of a query, and where it stands. */
interface Found {
  readonly place: Element
  /** The nearest heading before it. */
  readonly heading: string
  /** What stands before the first word of the query, the word itself, and what follows. */
  readonly before: string
  readonly match: string
  readonly after: string
}

/** What is a paragraph of its own. */
const PARAGRAPHS = 'h2, p, li, tr, dt, dd, figcaption'
/** So many can be looked through. */
const MOST_FOUND = 60
/** Characters around the word. */
const BEFORE = 40
const AFTER = 90

/** The paragraphs of a page that have all words of a query, in their order. */
export function findIn(page: ParentNode, query: string): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const [first] = words
  if (first === undefined) return []
  const found: Found[] = []
  let heading = ''
  for (const place of page.querySelectorAll(PARAGRAPHS)) {
    const text = textOf(place)
    if (place.tagName === 'H2') heading = text
    // Of what lies in another paragraph that one is told.
    if (place.querySelector(PARAGRAPHS) !== null) continue
    const lower = text.toLowerCase()
    if (!words.every((word) => lower.includes(word))) continue
    const at = lower.indexOf(first)
    const from = Math.max(0, at - BEFORE)
    found.push({
      place,
      heading,
      before: `${from > 0 ? '…' : ''}${text.slice(from, at)}`,
      match: text.slice(at, at + first.length),
      after: `${text.slice(at + first.length, at + AFTER)}${text.length > at + AFTER ? '…' : ''}`,
    })
    if (found.length === MOST_FOUND) break
  }
  return found
}

/** Cells of a row apart, all else on one line. */
function textOf(place: Element): string {
  const cells = [...place.children].filter(({ tagName }) => tagName === 'TD' || tagName === 'TH')
  const parts = cells.length > 0 ? cells.map((cell) => cell.textContent) : [place.textContent]
  return parts
    .map((part) => part.replace(/\s+/g, ' ').trim())
    .filter((part) => part !== '')
    .join(': ')
}
