import { expect, test } from 'vitest'
import { tableText } from '../../../../src/host/export/text/table-text'
import { syntheticResult } from '../../../charts/synthetic-result'

const cellsOf = (tsv: string): string[][] =>
  tsv
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))

test('TSV has a row for each contender of each run, with as many cells as its head', () => {
  const result = syntheticResult()
  const [head = [], ...rows] = cellsOf(
    tableText(
      [
        { name: 'one', result },
        { name: 'two', result },
      ],
      'tsv',
    ),
  )
  expect(rows).toHaveLength(2 * result.contenders.length)
  expect(new Set(rows.map((row) => row.length))).toEqual(new Set([head.length]))
  const rate = Number(rows[0]?.[head.indexOf('jobs_per_s')])
  expect(rate).toBeGreaterThan(0)
})

test('TSV has the decimal mark of who pastes it, in figures and nowhere else', () => {
  const result = syntheticResult()
  const runs = [{ name: 'one', result }]
  const [points, commas] = [tableText(runs, 'tsv', '.'), tableText(runs, 'tsv', ',')]
  expect(points).toBe(tableText(runs, 'tsv'))
  const [head = [], row = []] = cellsOf(commas)
  const cell = (name: string): string => row[head.indexOf(name)] ?? ''
  expect(cell('cores_used')).toMatch(/^\d+,\d+$/)
  expect(cellsOf(points)[1]?.[head.indexOf('node')]).toBe(cell('node'))
  // Of what another runtime, name or date has points in, nothing changes.
  const figures = row.filter((each, at) => each !== cellsOf(points)[1]?.[at])
  expect(figures.length).toBeGreaterThan(5)
  for (const each of figures) expect(each).toMatch(/^-?\d+,\d+(e-?\d+)?$/)
})

test('a tab, a line break and a formula in a name stay within their cell', () => {
  const plain = syntheticResult()
  const result = { ...plain, spec: { ...plain.spec, name: '=HYPERLINK("x")\ta\nb' } }
  const [head = [], row = []] = cellsOf(tableText([{ name: 'x', result }], 'tsv'))
  expect(row).toHaveLength(head.length)
  expect(row[head.indexOf('spec')]).toBe('\'=HYPERLINK("x") a b')
})

test('Markdown has a table for each run, under its name where there are several', () => {
  const result = syntheticResult()
  const one = tableText([{ name: 'one', result }], 'md')
  expect(one).toMatch(/^\| contender \|.*\n\| :-- \| --: /)
  expect(one.trimEnd().split('\n')).toHaveLength(2 + result.contenders.length)
  const two = tableText(
    [
      { name: 'a|b', result },
      { name: 'two', result },
    ],
    'md',
  )
  expect(two).toContain('**a\\|b**\n\n| contender')
  expect(two).toContain('**two**\n\n| contender')
})
