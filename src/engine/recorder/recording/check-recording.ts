import { eventKinds, NONE, thingKinds } from './event'
import type { Recording } from './recording'

/** What takes part, its texts and the places where it was: an event can bring several. */
export const MOST_ROWS = 4_000_000

/** Calls within each other; a program runs out of its stack before. */
const DEEPEST = 20_000
/** Some 30,000 years: a span of time still is a number, and times within it can be told apart. */
export const LATEST_MS = 1e15

/**
 * Checks the numbers of a recording that comes from elsewhere, so that everything else can rely on
 * them. Its columns must be as long as they say already.
 *
 * @throws RangeError naming the column that does not fit
 */
export function checkRecording({ events, things, places, sites, strings }: Recording): void {
  checkRange('events.kind', events.kind, 0, eventKinds.length)
  checkRange('events.subject', events.subject, NONE, MOST_ROWS)
  checkRange('events.object', events.object, NONE, MOST_ROWS)
  checkRange('events.place', events.place, NONE, places.site.length)
  checkRange('things.kind', things.kind, 0, thingKinds.length)
  checkRange('things.label', things.label, NONE, strings.length)
  checkRange('places.site', places.site, NONE, sites.length)
  const depths = new Int32Array(places.caller.length)
  for (const [place, caller] of places.caller.entries()) {
    // A caller came up before what it called; so no stack goes round in a circle.
    if (caller < NONE || caller >= place) throw misfit('places.caller', place, caller)
    const depth = (depths[caller] ?? 0) + 1
    if (depth > DEEPEST) throw misfit('places.caller', place, caller)
    depths[place] = depth
  }
  let lastMs = -LATEST_MS
  for (const [event, atMs] of events.atMs.entries()) {
    if (!(atMs >= lastMs && atMs <= LATEST_MS)) throw misfit('events.atMs', event, atMs)
    lastMs = atMs
  }
}

function checkRange(name: string, numbers: Uint8Array | Int32Array, from: number, to: number) {
  for (const [index, value] of numbers.entries()) {
    if (value < from || value >= to) throw misfit(name, index, value)
  }
}

function misfit(name: string, index: number, value: number): RangeError {
  return new RangeError(`${name}: number ${index} is out of range, got \`${value}\``)
}
