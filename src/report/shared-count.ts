import type { Counted, SharedCount } from '../engine/sharing/count-together'

/** What a shared count came to, one sentence for each way. */
export function describeCount({ threads, counted }: SharedCount): string {
  const plain = counted.find(({ way }) => way === 'plain')
  const costs = counted
    .filter(({ way }) => way !== 'plain')
    .map((each) => `${ways[each.way]} lost ${grouped(each.lost)}${costOf(each, plain)}`)
  const first =
    plain === undefined
      ? ''
      : `${threads} threads that count plainly lost ${grouped(plain.lost)} of ${grouped(plain.updates)} updates (${percent(plain)}) at ${plain.nsPerUpdate.toFixed(1)} ns each. `
  const none =
    plain?.lost === 0 ? ' That none was lost plainly was luck: the threads never met in one.' : ''
  return `${first}${costs.join('; ')}.${none}`
}

const ways: Record<Counted['way'], string> = {
  plain: 'plain counting',
  atomics: 'Atomics.add',
  lock: 'a lock',
  loop: `as many tasks on one loop`,
}

function costOf(each: Counted, plain: Counted | undefined): string {
  const own = ` at ${each.nsPerUpdate.toFixed(1)} ns each`
  if (plain === undefined) return own
  const ratio = each.nsPerUpdate / plain.nsPerUpdate
  const times = `${own}, ${ratio < 10 ? ratio.toPrecision(2) : grouped(Math.round(ratio))}× the plain time`
  return each.way === 'loop' ? `${times}, on one core` : times
}

function percent({ lost, updates }: Counted): string {
  return `${((lost / updates) * 100).toFixed(0)} %`
}

function grouped(value: number): string {
  return value.toLocaleString('en-US')
}
