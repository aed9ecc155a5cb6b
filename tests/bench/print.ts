import Table from 'cli-table3'
import { isKept, type Figure } from './figure'

/** A figure, or why there is none. */
export type Line = Figure | { readonly name: string; readonly skipped: string }

/** Prints lines to the standard output, as a table or as JSON. */
export function printLines(lines: readonly Line[], { isJson }: { isJson: boolean }): void {
  console.log(isJson ? JSON.stringify(lines, null, 2) : asTable(lines))
}

function asTable(lines: readonly Line[]): string {
  const table = new Table({
    head: ['measured', 'value', 'bound', ''],
    style: { head: [], border: [] },
  })
  for (const line of lines) {
    if ('skipped' in line) table.push([line.name, '–', '', `left out: ${line.skipped}`])
    else
      table.push([line.name, `${round(line.value)} ${line.unit}`, boundText(line), verdict(line)])
  }
  return table.toString()
}

function boundText({ bound, unit }: Figure): string {
  if (bound === undefined) return ''
  return `${bound.kind === 'at-most' ? '≤' : '≥'} ${bound.value} ${unit}`
}

function verdict(figure: Figure): string {
  if (figure.bound === undefined) return ''
  return isKept(figure) ? 'kept' : 'MISSED'
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}
