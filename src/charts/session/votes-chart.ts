import { barChart, type Bar } from '../bars'
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

/** Characters of a line of a choice beside its bars, and how many lines it has there at most. */
const MOST_IN_LINE = 34
const MOST_LINES = 3

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
  const panels = [
    {
      id: 'before',
      name: after === null ? 'votes' : 'before the discussion',
      bars: barsOf(before),
    },
    ...(after === null ? [] : [{ id: 'after', name: 'after it', bars: barsOf(after) }]),
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
      ...(areListed
        ? { name: `${index + 1}${right === index ? ', came true' : ''}`, remark: '' }
        : {
            name: `${index + 1}  ${inLines(choice)}`,
            remark: right === index ? 'came true' : '',
          }),
      colour: right === null || right === index ? style.palette.ink : style.palette.other,
    })),
    panels,
    style,
    true,
  )
}

const titleOf = (before: readonly number[], after: readonly number[] | null): string => {
  const last = after ?? before
  const all = sumOf(last)
  if (all === 0) return 'Nobody voted'
  return after === null ? votesText(all) : `${votesText(all)}, before and after the discussion`
}

const votesText = (count: number): string => (count === 1 ? '1 vote' : `${count} votes`)

const sumOf = (votes: readonly number[]): number => votes.reduce((sum, count) => sum + count, 0)

/** A choice in short lines, cut where it would take more of them than there are. */
const inLines = (choice: string): string => {
  const lines: string[] = []
  for (const word of choice.split(' ')) {
    const last = lines.at(-1)
    const longer = last === undefined ? word : `${last} ${word}`
    if (last !== undefined && Array.from(longer).length > MOST_IN_LINE) lines.push(word)
    else lines.splice(-1, 1, longer)
  }
  const kept = lines.slice(0, MOST_LINES).map(cut)
  return lines.length > MOST_LINES ? `${kept.join('\n')} …` : kept.join('\n')
}

const cut = (line: string): string => {
  const characters = Array.from(line)
  return characters.length <= MOST_IN_LINE
    ? line
    : `${characters.slice(0, MOST_IN_LINE - 1).join('')}…`
}
