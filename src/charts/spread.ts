/** Something with a place it would like and the room that it takes, both in pixels. */
export interface Placed {
  readonly centre: number
  readonly height: number
}

/**
 * Moves things that overlap apart, each as little as it can, keeping their order, and all of them
 * between `top` and `bottom` where there is room for all; otherwise they share what there is
 * evenly. Returns the centres in the order given. Groups of things that touch are merged and
 * centred on the mean of what their members want (pool adjacent violators, which minimises the
 * squared moves).
 */
export const spread = (items: readonly Placed[], top: number, bottom: number): number[] => {
  const order = items.map((item, index) => ({ ...item, index }))
  order.sort((a, b) => a.centre - b.centre || a.index - b.index)
  const total = order.reduce((sum, { height }) => sum + height, 0)
  const shrink = total > bottom - top ? (bottom - top) / total : 1

  const groups: Group[] = []
  for (const { centre, height, index } of order) {
    let group: Group = {
      members: [{ index, height: height * shrink }],
      height: height * shrink,
      // Where the group's upper edge would be if only this member had a say.
      wishes: [centre - (height * shrink) / 2],
      top: 0,
    }
    place(group, top, bottom)
    let above = groups.at(-1)
    while (above !== undefined && above.top + above.height > group.top + 1e-9) {
      group = merge(above, group)
      place(group, top, bottom)
      groups.pop()
      above = groups.at(-1)
    }
    groups.push(group)
  }

  const centres = new Array<number>(items.length).fill(0)
  for (const group of groups) {
    let edge = group.top
    for (const { index, height } of group.members) {
      centres[index] = edge + height / 2
      edge += height
    }
  }
  return centres
}

interface Group {
  readonly members: readonly { readonly index: number; readonly height: number }[]
  readonly height: number
  readonly wishes: readonly number[]
  top: number
}

const place = (group: Group, top: number, bottom: number): void => {
  const wished = group.wishes.reduce((sum, wish) => sum + wish, 0) / group.wishes.length
  group.top = Math.max(top, Math.min(bottom - group.height, wished))
}

const merge = (above: Group, below: Group): Group => ({
  members: [...above.members, ...below.members],
  height: above.height + below.height,
  wishes: [...above.wishes, ...below.wishes.map((wish) => wish - above.height)],
  top: 0,
})
