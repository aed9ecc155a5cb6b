import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anchorOf, methodHeadings, warningRows } from '../../src/report/method-place'
import { figuresAt } from '../../src/report/figures'
import { chartMethods } from '../../src/renderer/chart/chart-method'
import { terms } from '../../src/renderer/model/term'

const method = readFileSync(join(import.meta.dirname, '../../resources/method.md'), 'utf8')
const headings = [...method.matchAll(/^## (.+)$/gm)].map(([, title]) => title)

test('the places that figures lead to are headings of the method, each with an anchor of its own', () => {
  expect(methodHeadings.filter((heading) => !headings.includes(heading))).toEqual([])
  expect(new Set(headings.map((title) => anchorOf(title ?? ''))).size).toBe(headings.length)
})

test('every figure, term and chart leads to one of them', () => {
  const places = (['run', 'arrivals', 'latency', 'comparison', 'report', 'window', 'csv'] as const)
    .flatMap((place) => figuresAt(place))
    .map((figure) => figure.method)
  const all = [
    ...places,
    ...Object.values(terms).map((term) => term.method),
    ...Object.values(chartMethods),
  ]
  expect(all.filter((place) => !headings.includes(place))).toEqual([])
})

test('every warning leads to a row of the table of warnings, each to its own', () => {
  const [, section = ''] = /^## What is warned of\n([\s\S]*?)^## /m.exec(method) ?? []
  const rows = [...section.matchAll(/^\| ([^|]+?) +\|/gm)].map(([, cell]) => cell)
  const named = Object.values(warningRows)
  expect(named.filter((row) => !rows.includes(row))).toEqual([])
  expect(new Set(named).size).toBe(named.length)
})
