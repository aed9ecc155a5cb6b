import { percent } from '../verdict/wording'
import { checkFor } from './warning'

/** A group that is stopped more often than in this share of its periods is slower for it. */
const MOST_THROTTLED_SHARE = 0.05
/** From this share of its CPU time on a block was on the slower cores. */
const MOSTLY = 0.5

/** The share of its control group's periods in which the group had used up its quota. */
export const throttled = checkFor({
  kind: 'throttled',
  seenIn: ({ figures: { throttling } }) => {
    if (throttling === null || throttling.periods === 0) return null
    const share = throttling.throttled / throttling.periods
    return share > MOST_THROTTLED_SHARE ? { share } : null
  },
  size: ({ share }) => share,
  alone: ({ share }) => `throttled in ${percent(share)} of its periods, its quota used up`,
  figure: ({ share }) => percent(share),
  figureIs: 'of the periods',
  shared: 'throttled, the quota used up',
  advice: () => 'Allow the container more CPU time, or take fewer threads.',
})

/** Blocks in which most of its CPU time was on cores of the slower kind. */
export const slowCores = checkFor({
  kind: 'slow-cores',
  seenIn: ({ figures: { blocks } }) => {
    const slow = blocks.filter(({ slowShare }) => slowShare !== null && slowShare >= MOSTLY).length
    return slow === 0 ? null : { slow, of: blocks.length }
  },
  size: ({ slow, of }) => slow / of,
  alone: (seen) => `${blocksText(seen)} ran on slower cores`,
  figure: ({ slow, of }) => percent(slow / of),
  figureIs: 'of the blocks',
  shared: 'ran on slower cores',
  advice: () => 'Keep the lab to cores of one kind, as with taskset or --cores.',
})

/** "half of its blocks", "3 of its 8 blocks". */
function blocksText({ slow, of }: { readonly slow: number; readonly of: number }): string {
  if (slow === of) return 'all of its blocks'
  return slow * 2 === of ? 'half of its blocks' : `${slow} of its ${of} blocks`
}
