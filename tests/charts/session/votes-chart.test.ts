import { expect, it } from 'vitest'
import type { NamedChart } from '../../../src/charts/named-chart'
import { votesChart } from '../../../src/charts/session/votes-chart'

const counts = {
  question: 'How long does it take?',
  choices: ['1 s', '2 s', 'x'.repeat(200)],
  before: [1, 3, 0],
  after: [0, 4, 0],
  right: null,
}

it('the chart of a vote has a bar for each choice, before the discussion and after it, in words too', () => {
  const chart = votesChart(counts)({ width: 1_920, height: 1_080, theme: 'dark' })
  expect(chart.title).toBe('4 votes, before and after the discussion')
  expect(chart.description).toContain(counts.question)
  expect(chart.told.figures.flat().filter((told) => told !== null)).toEqual([
    '1 s: 1 vote, 25 %',
    '2 s: 3 votes, 75 %',
    expect.stringMatching(/: 0 votes, 0 %$/),
    '1 s: 0 votes, 0 %',
    '2 s: 4 votes, 100 %',
    expect.stringMatching(/: 0 votes, 0 %$/),
  ])
  expect(chart.description).toContain('after it: 1 s: 0 votes, 0 %; 2 s: 4 votes, 100 %')
})

it('the chart of a vote has one scale for both rounds, so that bars can be compared', () => {
  const { scales } = votesChart(counts)().config.options ?? {}
  expect(scales?.before?.max).toBe(scales?.after?.max)
  expect(scales?.after?.max).toBe(4)
})

/** The lines of the name of a row, as it is drawn. */
const linesOf = ({ config }: NamedChart, row: number): unknown =>
  config.options?.scales?.y?.ticks?.callback?.call({} as never, row, row, [])

it('the chart of a vote leaves out the middle of a choice that is too long for three lines', () => {
  const lines = linesOf(votesChart({ ...counts, after: null })(), 2)
  expect(lines).toEqual([
    `3  ${'x'.repeat(31)}`,
    `${'x'.repeat(17)}…${'x'.repeat(16)}`,
    'x'.repeat(34),
  ])
})

it('the chart of a vote marks what came true only where it is told', () => {
  const colours = (right: number | null): string[] =>
    votesChart({ ...counts, after: null, right })().config.data.datasets.map((bars) =>
      String(bars.backgroundColor),
    )
  expect(new Set(colours(null)).size).toBe(1)
  expect(new Set(colours(1)).size).toBe(2)
})

it('the chart of a vote has long choices in lines, all of their words', () => {
  const choice = 'At 100 ms, they run at the same time as everything else does'
  const chart = votesChart({ ...counts, choices: [choice, 'b', 'c'] })()
  expect(chart.config.data.labels?.[0]).toBe(`1  ${choice}`)
  expect(linesOf(chart, 0)).toEqual([
    '1  At 100 ms, they run at the same',
    'time as everything else does',
  ])
})

it('the chart of a vote has every choice in the width of a column, and says which came true', () => {
  const choice = 'the event loop, because a thread that waits does nothing else'
  const choices = [choice, 'the pool', 'both', 'it depends']
  const votes = [1, 2, 3, 4]
  const chart = votesChart({ ...counts, choices, before: votes, after: votes, right: 0 })({
    width: 321,
    height: 302,
  })
  expect(chart.config.data.labels).toEqual([
    `1, came true: ${choice}`,
    '2  the pool',
    '3  both',
    '4  it depends',
  ])
  expect(linesOf(chart, 0)).toEqual([
    '1, came true: the',
    'event … that waits',
    'does nothing else',
  ])
})

it('the chart of a vote has all choices by their numbers where they are listed beside it, in little room too', () => {
  const choices = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name} and so on, `.repeat(8))
  const votes = [1, 2, 3, 4, 5, 6]
  const asked = { ...counts, choices, before: votes, after: votes, right: 1, areListed: true }
  const chart = votesChart(asked)({ width: 500, height: 165 })
  expect(chart.config.data.labels).toHaveLength(6)
  expect(chart.config.data.labels?.join(' ')).not.toContain('more')
  expect(chart.description).toContain('b and so on')
})

it('the chart of a vote says that nobody voted, and has no share of nothing', () => {
  const chart = votesChart({ ...counts, before: [0, 0, 0], after: null })()
  expect(chart.title).toBe('Nobody voted')
  expect(chart.description).not.toContain('NaN')
})
