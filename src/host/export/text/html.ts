import { escapeMarkup as escape } from './clean-text'
import { htmlPage } from './html-page'
import { allLines } from '../../../report/verdict/verdict'
import type { Fact, Report } from './report'

/**
 * A report as one HTML file: no script, no remote source, light or dark as the reader's system is.
 *
 * @param charts SVG elements made by `themedSvg`
 */
export const toHtml = (report: Report, charts: readonly string[]): string =>
  htmlPage({ title: report.title, style, content: contentOf(report, charts) })

const contentOf = (report: Report, charts: readonly string[]): string => `<header>
<h1>${escape(report.title)}</h1>
<p class="soft">${report.subtitle.split('\n').map(escape).join('<br>')}</p>
</header>
${allLines(report.verdict)
  .map((line) => `<p class="verdict">${escape(line)}</p>`)
  .join('\n')}
${notes(report)}
<div class="scroll" tabindex="0" role="region" aria-label="Figures">
${table(report)}
</div>
${charts.map((svg) => `<figure>${svg}</figure>`).join('\n')}
<section><h2>Protocol</h2>${facts(report.protocol)}</section>
<section><h2>Environment</h2>${facts(report.environment)}</section>`

const notes = ({ notes: list }: Report): string =>
  list.length === 0
    ? ''
    : `<ul class="notes">${list
        .map(({ tone, text }) => `<li class="${tone}">${escape(text)}</li>`)
        .join('')}</ul>`

const table = ({ head, rows, names }: Report): string => {
  const header = head.map((text) => `<th scope="col">${escape(text)}</th>`).join('')
  const body = rows.map((row) => {
    const cells = row.map((text, index) =>
      index === names - 1 ? `<th scope="row">${escape(text)}</th>` : `<td>${escape(text)}</td>`,
    )
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table><thead><tr>${header}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
}

const facts = (list: readonly Fact[]): string =>
  `<dl>${list
    .map(([name, value]) => `<div><dt>${escape(name)}</dt><dd>${escape(value)}</dd></div>`)
    .join('')}</dl>`

const style = `
h2 { font-size: 17px; margin: 40px 0 8px; }
.verdict { font-size: 20px; line-height: 1.4; margin: 24px 0; }
.verdict + .verdict { font-size: 15px; margin: 0 0 8px; }
.notes { padding: 0; margin: 0 0 24px; list-style: none; }
.notes li { border-left: 3px solid var(--faint); padding: 2px 12px; margin-bottom: 4px; }
.notes .caution { border-color: var(--caution); }
.notes .fault { border-color: var(--fault); }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { text-align: right; padding: 7px 8px; border-bottom: 1px solid var(--grid);
  white-space: nowrap; }
thead th { color: var(--soft); font-weight: 400; white-space: normal; vertical-align: bottom; }
tbody th, thead th:first-child { text-align: left; padding-left: 0; }
dl { margin: 0; font-size: 13px; }
dl div { display: flex; gap: 16px; padding: 5px 0; border-bottom: 1px solid var(--grid); }
dt { flex: 0 0 180px; color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  body { font-size: 9.5pt; line-height: 1.35; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 16pt; }
  .verdict { font-size: 13pt; margin: 12px 0 6px; }
  .verdict + .verdict { font-size: 9.5pt; }
  .notes { margin-bottom: 12px; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  th, td { padding: 4px 5px; white-space: normal; }
  tr, dl div, .notes li { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`
