import type { Counted, SharedCount } from '../engine/sharing/count-together'
import type { Verdict } from './verdict/verdict'

/** What a shared count came to: what plain counting lost, and what it costs to lose nothing. */
export function countVerdict({ threads, counted }: SharedCount): Verdict {
  const plain = counted.find(({ way }) => way === 'plain')
  const others = counted.filter(({ way }) => way !== 'plain')
  const none =
    plain?.lost === 0 ? ['That none was lost was luck: the threads never met in one.'] : []
  const safe = others
    .filter(({ way, lost }) => way !== 'loop' && lost === 0)
    .sort((a, b) => a.nsPerUpdate - b.nsPerUpdate)[0]
  return {
    kind: plain === undefined || plain.lost === 0 ? 'no-claim' : 'claim',
    headline:
      plain === undefined
        ? 'Plain counting was not measured.'
        : `${threads} threads that count plainly lost ${grouped(plain.lost)} of ${grouped(plain.updates)} updates (${percent(plain)}).`,
    figures: [
      ...(plain === undefined
        ? []
        : [`Plain counting took ${plain.nsPerUpdate.toFixed(1)} ns an update.`]),
      ...others.map(
        (each) => `${ways[each.way]} lost ${grouped(each.lost)}${costOf(each, plain)}.`,
      ),
    ],
    advice:
      safe === undefined
        ? 'Count on one loop, or with Atomics.'
        : `Count on one loop; between threads ${within[safe.way]} costs least.`,
    reasons: none,
  }
}

const ways: Record<Counted['way'], string> = {
  plain: 'Plain counting',
  atomics: 'Atomics.add',
  lock: 'A lock',
  loop: 'As many tasks on one loop',
}

/** The same within a sentence. */
const within: Record<Counted['way'], string> = {
  plain: 'plain counting',
  atomics: 'Atomics.add',
  lock: 'a lock',
  loop: 'one loop',
}

function costOf(each: Counted, plain: Counted | undefined): string {
  const own = ` and took ${each.nsPerUpdate.toFixed(1)} ns each`
  if (plain === undefined) return own
  const ratio = each.nsPerUpdate / plain.nsPerUpdate
  const times = `${own}, ${ratio < 10 ? ratio.toPrecision(2) : grouped(Math.round(ratio))} times the plain time`
  return each.way === 'loop' ? `${times}, on one core` : times
}

function percent({ lost, updates }: Counted): string {
  return `${((lost / updates) * 100).toFixed(0)} %`
}

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}
