import CliTable from 'cli-table3'
import type { Paint } from '../terminal'

/** Stands where there is no figure. */
export const NO_FIGURE = '–'

/** A table of text: the first column to the left, figures to the right, a line under the head. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  paint: Paint,
): string {
  const table = new CliTable({
    head: head.map((cell) => paint.dim(cell)),
    colAligns: head.map((_, index) => (index === 0 ? 'left' : 'right')),
    chars: { ...borderless, mid: '' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
  })
  table.push(...rows.map((row) => [...row]))
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
}

const borderless = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
}
