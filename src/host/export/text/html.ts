import type { NamedChart } from '../../../charts/named-chart'
import script from '../../../reader/report-page.ts?script'
import { unbroken } from '../../../report/format'
import { escapeMarkup as escape } from './clean-text'
import { htmlPage } from './html-page'
import { allLines } from '../../../report/verdict/verdict'
import type { Fact, Report } from './report'

/** A figure that a chart shows: whose it is, and what it is with its unit and interval. */
interface ChartFigure {
  readonly series: string
  readonly text: string
}

/** A chart as a page has it. */
export interface HtmlChart {
  readonly title: string
  /** What stands in place of the title where a series is hidden that it is about. */
  readonly plainTitle: string
  /** Whose figures the title is about. */
  readonly about: readonly string[]
  /** An SVG element made by `themedSvg`. */
  readonly svg: string
  readonly figures: readonly ChartFigure[]
}

/** What a report is of, as a file. */
export interface HtmlData {
  readonly fileName: string
  readonly json: string
}

/**
 * The figures of a chart for its table: of each bar, and of each line what it has for one or each
 * point that has a marker.
 */
export const figuresOf = ({ told, config }: NamedChart): ChartFigure[] =>
  told.figures.flatMap((figures, dataset) => {
    const series = told.series[dataset]
    if (series == null) return []
    const rows = told.rows?.[dataset] ?? null
    if (rows !== null) return rows.map((text) => ({ series, text }))
    const data: object | undefined = config.data.datasets[dataset]
    const radii: unknown = data !== undefined && 'pointRadius' in data ? data.pointRadius : null
    const isMarked = (index: number): boolean => !Array.isArray(radii) || radii[index] !== 0
    return figures.flatMap((told, index) =>
      told === null || !isMarked(index)
        ? []
        : [{ series, text: told.startsWith(`${series}: `) ? told.slice(series.length + 2) : told }],
    )
  })

/**
 * A report as one HTML file, light or dark as the reader's system is, with no remote source. All of
 * it can be read without a script; its own tells the figures of points, hides and shows contenders,
 * and saves the data that is in the file.
 */
export const toHtml = (report: Report, charts: readonly HtmlChart[], data: HtmlData): string => {
  const names = new Set(charts.flatMap(({ figures }) => figures.map(({ series }) => series)))
  return htmlPage({
    title: report.title,
    style,
    script,
    content: contentOf(report, charts, [...names], data),
  })
}

const contentOf = (
  report: Report,
  charts: readonly HtmlChart[],
  names: readonly string[],
  data: HtmlData,
): string => `<header>
<h1>${escape(report.title)}</h1>
<p class="soft">${report.subtitle.split('\n').map(prose).join('<br>')}</p>
</header>
${allLines(report.verdict)
  .map((line) => `<p class="verdict">${prose(line)}</p>`)
  .join('\n')}
${notes(report)}
${controls(names)}
${charts.map((chart) => chartPart(chart, names)).join('\n')}
<h2>All figures</h2>
<div class="scroll" tabindex="0" role="region" aria-label="Figures">
${table(report, names)}
</div>
<section><h2>Protocol</h2>${facts(report.protocol)}</section>
<section><h2>Environment</h2>${facts(report.environment)}</section>
<div class="tip" role="status" hidden></div>
<script type="application/json" data-name="${escape(data.fileName)}">${jsonInMarkup(data.json)}</script>`

/** Text as a page has it. */
const prose = (text: string): string => escape(unbroken(text))

/** JSON that ends no element and begins none, and has no control character; it means the same. */
const jsonInMarkup = (json: string): string =>
  json.replace(
    /[<\u007f-\u009f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const notes = ({ notes: list }: Report): string =>
  list.length === 0
    ? ''
    : `<ul class="notes">${list
        .map(({ tone, text }) => `<li class="${tone}">${prose(text)}</li>`)
        .join('')}</ul>`

/** What needs the page's script is hidden until that runs. */
const controls = (names: readonly string[]): string => {
  const boxes = names.map(
    (name) =>
      `<label><input type="checkbox" value="${escape(name)}" checked> ${escape(name)}</label>`,
  )
  const chosen =
    names.length < 2
      ? ''
      : `<fieldset class="contenders"><legend>Shown</legend>${boxes.join('')}</fieldset>`
  return `<div class="controls" data-needs-script hidden>${chosen}<button type="button" class="save">Save the data</button></div>`
}

const chartPart = (chart: HtmlChart, names: readonly string[]): string => {
  const { svg, figures, plainTitle } = chart
  const rows = figures.map(
    ({ series, text }) =>
      `<tr data-series="${escape(series)}"><th scope="row">${escape(series)}</th><td>${prose(text)}</td></tr>`,
  )
  if (rows.length === 0) return `<figure>${svg}</figure>`
  return `<section class="chart" aria-label="${escape(plainTitle)}">
<div class="switch" data-needs-script hidden><button type="button" data-shows="chart">Chart</button><button type="button" data-shows="table">Table</button></div>
<figure>${namedRows(titledSvg(svg, chart), names)}</figure>
<details><summary>The figures of this chart</summary>
<table class="words"><caption>${titles(chart)}</caption><tbody>${rows.join('\n')}</tbody></table></details>
</section>`
}

const aboutOf = ({ about }: HtmlChart): string => `data-about="${escape(about.join(' '))}"`

/** The title and what takes its place, one of them shown. */
const titles = (chart: HtmlChart): string =>
  chart.about.length === 0
    ? escape(chart.title)
    : `<span ${aboutOf(chart)}>${escape(chart.title)}</span><span ${aboutOf(chart)} data-instead hidden>${escape(chart.plainTitle)}</span>`

/** The same in the picture, where a title may take several lines. */
const titledSvg = (svg: string, chart: HtmlChart): string => {
  if (chart.about.length === 0) return svg
  const title = escape(chart.title)
  let said = ''
  return svg.replace(
    /<text ([^>]*)>([^<]*)<\/text>/g,
    (whole, attributes: string, text: string) => {
      const further = said === '' ? text : `${said} ${text}`
      // No other text is as heavy: a tick may well read as the beginning of a title.
      const isHeavy = attributes.includes('font-weight="600"')
      if (!isHeavy || said === title || !title.startsWith(further)) return whole
      const instead =
        said === ''
          ? `<text ${aboutOf(chart)} data-instead hidden ${attributes}>${escape(chart.plainTitle)}</text>`
          : ''
      said = further
      return `<text ${aboutOf(chart)} ${attributes}>${text}</text>${instead}`
    },
  )
}

/** Names beside bars are hidden with these, and so are the remarks in brackets below them. */
const namedRows = (svg: string, names: readonly string[]): string => {
  const escaped = new Set(names.map(escape))
  let last = ''
  return svg.replace(
    /<text ([^>]*)>([^<]*)<\/text>/g,
    (whole, attributes: string, text: string) => {
      const [name = ''] = text.split(' (')
      const series = text.startsWith('(') ? last : name
      last = escaped.has(series) ? series : ''
      return last === '' ? whole : `<text data-series="${series}" ${attributes}>${text}</text>`
    },
  )
}

const table = ({ head, rows, names: wordColumns }: Report, names: readonly string[]): string => {
  const header = head.map((text) => `<th scope="col">${escape(text)}</th>`).join('')
  const body = rows.map((row) => {
    const cells = row.map((text, index) =>
      index === wordColumns - 1
        ? `<th scope="row">${escape(text)}</th>`
        : `<td>${prose(text)}</td>`,
    )
    const said = row[wordColumns - 1] ?? ''
    // A remark may stand after the name.
    const series = names.find((name) => said === name || said.startsWith(`${name} (`))
    const whose = series === undefined ? '' : ` data-series="${escape(series)}"`
    return `<tr${whose}>${cells.join('')}</tr>`
  })
  return `<table><thead><tr>${header}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
}

const facts = (list: readonly Fact[]): string =>
  `<dl>${list
    .map(([name, value]) => `<div><dt>${escape(name)}</dt><dd>${prose(value)}</dd></div>`)
    .join('')}</dl>`

const style = `
h2 { font-size: 17px; margin: 40px 0 8px; }
.verdict { font-size: 20px; line-height: 1.4; margin: 24px 0; }
.verdict + .verdict { font-size: 15px; margin: 0 0 8px; }
.notes { padding: 0; margin: 0 0 24px; list-style: none; }
.notes li { border-left: 3px solid var(--faint); padding: 2px 12px; margin-bottom: 4px; }
.notes .caution { border-color: var(--caution); }
.notes .fault { border-color: var(--fault); }
.controls { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between;
  gap: 8px 16px; margin: 24px 0 0; font-size: 13px; }
.contenders { display: flex; flex-wrap: wrap; gap: 4px 16px; margin: 0; padding: 0; border: 0; }
.contenders legend { float: left; padding: 0 16px 0 0; color: var(--soft); }
button { font: inherit; font-size: 13px; color: var(--ink); background: var(--background);
  border: 1px solid var(--faint); border-radius: 6px; padding: 3px 12px; cursor: pointer; }
button[aria-pressed="true"] { background: var(--grid); font-weight: 600; }
:focus-visible { outline: 2px solid var(--ink); outline-offset: 2px; }
.chart { margin: 32px 0 0; break-inside: avoid; }
.chart figure { margin: 0; }
.switch { display: flex; justify-content: flex-end; gap: 4px; margin: 0 0 6px; }
details { margin: 6px 0 0; font-size: 13px; }
.switch:not([hidden]) ~ details summary { display: none; }
summary { color: var(--soft); cursor: pointer; }
.point:focus { outline: none; }
.point.current { stroke: var(--ink); stroke-width: 2; }
.tip { position: fixed; max-width: min(420px, 90vw); padding: 5px 10px; border-radius: 6px;
  background: var(--ink); color: var(--background); font-size: 13px; pointer-events: none; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
caption { text-align: left; font-weight: 600; padding: 8px 0; }
th, td { text-align: right; padding: 7px 8px; border-bottom: 1px solid var(--grid);
  white-space: nowrap; }
thead th { color: var(--soft); font-weight: 400; white-space: normal; vertical-align: bottom; }
tbody th, thead th:first-child, .words td { text-align: left; padding-left: 0; }
.words td { white-space: normal; }
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
  .controls, .switch, .tip, summary { display: none; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  th, td { padding: 4px 5px; white-space: normal; }
  table, dl, tr, dl div, .notes li { break-inside: avoid; }
  thead { display: table-header-group; }
  h2 { break-after: avoid; }
}
`
