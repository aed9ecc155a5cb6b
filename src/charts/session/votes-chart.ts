import { barChart, type Bar, type BarRow } from '../bars'
import { chartStyleOf, type ChartStyle } from '../chart-style'
import type { MakeChart, NamedChart } from '../named-chart'

/** How a room voted on a question. */
export interface VoteCounts {
  readonly question: string
  readonly choices: readonly string[]
  /** Votes for each choice. */
  readonly before: readonly number[]
  /** After the discussion; null where it voted once. */
  readonly after: readonly number[] | null
  /** The choice that came true, from 0; null where that is not shown yet. */
  readonly right: number | null
  /** Whether the choices stand beside the chart: their numbers are enough in it. */
  readonly areListed?: boolean
}

/** Makes the chart of a vote: a bar for each choice, before the discussion and after it. */
export const votesChart =
  (counts: VoteCounts): MakeChart =>
  (options = {}) =>
    chartOf(counts, chartStyleOf(options))

const chartOf = (
  { question, choices, before, after, right, areListed = false }: VoteCounts,
  style: ChartStyle,
): NamedChart => {
  const barsOf = (votes: readonly number[]): Bar[] =>
    choices.map((choice, index) => {
      const count = votes[index] ?? 0
      const share = `${Math.round((count / Math.max(1, sumOf(votes))) * 100)} %`
      return {
        value: count,
        text: String(count),
        isFigure: true,
        detail: share,
        told: `${choice}: ${votesText(count)}, ${share}`,
        interval: null,
        ceiling: null,
      }
    })
  // Where there is no room for more, the title says of what.
  const { isCompact } = style
  const panels = [
    {
      id: 'before',
      name: after === null ? 'votes' : isCompact ? 'before' : 'before the discussion',
      bars: barsOf(before),
    },
    ...(after === null
      ? []
      : [{ id: 'after', name: isCompact ? 'after' : 'after it', bars: barsOf(after) }]),
  ]
  return barChart(
    {
      name: 'votes',
      title: titleOf(before, after),
      subtitle: 'Votes for each answer',
      description: [
        question,
        ...panels.map(
          ({ name, bars }) => `${name}: ${bars.map(({ told }) => told ?? '').join('; ')}.`,
        ),
      ].join(' '),
      footnote: '',
      source: '',
    },
    choices.map((choice, index) => ({
      ...namedIn(choice, index + 1, right === index, areListed, style),
      colour: right === null || right === index ? style.palette.ink : style.palette.other,
    })),
    panels,
    style,
    true,
  )
}

/** What a choice is called; in a narrow picture it needs the line that a remark takes. */
const namedIn = (
  choice: string,
  number: number,
  isRight: boolean,
  isListed: boolean,
  { isCompact }: ChartStyle,
): Pick<BarRow, 'name' | 'remark'> => {
  const told = isListed ? '' : `  ${choice}`
  if (!isRight) return { name: `${number}${told}`, remark: '' }
  return isListed || isCompact
    ? { name: `${number}, came true${told.replace(' ', ':')}`, remark: '' }
    : { name: `${number}${told}`, remark: 'came true' }
}

const titleOf = (before: readonly number[], after: readonly number[] | null): string => {
  const last = after ?? before
  const all = sumOf(last)
  if (all === 0) return 'Nobody voted'
  return after === null ? votesText(all) : `${votesText(all)}, before and after the discussion`
}

const votesText = (count: number): string => (count === 1 ? '1 vote' : `${count} votes`)

const sumOf = (votes: readonly number[]): number => votes.reduce((sum, count) => sum + count, 0)
