import { chartMakersOf, chartsOf } from '../../charts/charts-of'
import type { ChartName, ChartOptions, NamedChart } from '../../charts/named-chart'
import type { ExportFormat } from '../../contract/export'
import { contenderNames, type ContenderName } from '../../engine/contender'
import type { KeptResult } from '../library/kept-result'
import { InputError, quote } from '../input/input-error'
import type { SvgOptions } from './picture/render'
import { plainName, resultFiles } from '../library/result-file'
import { toCsv } from './text/csv'
import { figuresOf, toHtml, type HtmlChart } from './text/html'
import { toMarkdown } from './text/markdown'
import { reportOf } from './text/report'
import { foreignCsv } from './text/foreign-report'
import { surveyCsv } from './text/survey-csv'
import { withSchemaName } from '../schema/published'
import { themedSvg } from './picture/themed-svg'

export type { ExportFormat }

/** One file of an export; where it goes is the caller's business. */
export interface ExportedFile {
  /** A relative path with forward slashes: "charts/throughput.png". */
  readonly name: string
  readonly data: Buffer
}

/** How charts in an export look. */
export interface ExportOptions extends ChartOptions {
  /** Device pixels per CSS pixel in PNG files. */
  readonly scale?: number
  /** Only this chart; all that a report has where it is left out. */
  readonly chart?: string
  /** How text of SVG files is kept. */
  readonly text?: SvgOptions['text']
  /** What SVG and PDF of a chart say that they measure on paper. */
  readonly widthMm?: number | null
}

/**
 * The charts that are to be drawn.
 *
 * @throws InputError where there is none of that name
 */
const chosenOf = (subject: KeptResult, { chart, ...options }: ExportOptions): NamedChart[] => {
  if (chart === undefined) return chartsOf(subject, options)
  const makers = chartMakersOf(subject)
  const make = makers.get(chart as ChartName)
  if (make !== undefined) return [make(options)]
  const message = `--chart: expected one of ${[...makers.keys()].join(', ')}, got ${quote(chart)}`
  throw new InputError('invalid-field', message, { source: '--chart', value: chart })
}

/**
 * Turns a run, a sweep or a survey into the files of one format: a file per chart for PNG and SVG,
 * one file for the others, and the pictures that Markdown links to. HTML follows its reader's
 * theme; all others have the one asked for.
 */
export const exportResult = async (
  subject: KeptResult,
  format: ExportFormat,
  options: ExportOptions = {},
): Promise<ExportedFile[]> => {
  switch (format) {
    case 'png':
      return pngFiles(subject, options)
    case 'svg':
      return svgFiles(subject, options)
    case 'pdf':
      return [await pdfFile(subject, options)]
    case 'csv':
      return [textFile(`${stemOf(subject)}.csv`, csvOf(subject))]
    case 'json':
      return [resultFile(subject)]
    case 'html':
      return [await htmlFile(subject, options)]
    case 'md':
      return markdownFiles(subject, options)
  }
}

// Drawing loads a native module and a typeface: only the formats that draw pay for them.
const renderer = () => import('./picture/render')

/** A result as it stands in its file. */
export const resultJson = (subject: KeptResult): string =>
  `${JSON.stringify(withSchemaName(subject), null, 2)}\n`

/** What another tool wrote leaves as it came; all else as the lab reads it. */
const resultFile = (subject: KeptResult): ExportedFile =>
  subject.kind === 'corewise-foreign'
    ? textFile(plainName(subject.original.fileName, 'original'), subject.original.text)
    : textFile(resultFiles[subject.kind], resultJson(subject))

const stemOf = ({ kind }: KeptResult): string => resultFiles[kind].replace('.corewise.json', '')

const csvOf = (subject: KeptResult): string => {
  switch (subject.kind) {
    case 'corewise-cost':
    case 'corewise-memory':
      return surveyCsv(subject)
    case 'corewise-foreign':
      return foreignCsv(subject)
    case 'corewise-result':
    case 'corewise-sweep':
      return toCsv(subject)
  }
}

const textFile = (name: string, text: string): ExportedFile => ({ name, data: Buffer.from(text) })

/** Draws charts one after the other: each takes the memory of all its pixels. */
const oneByOne = async <Made>(
  charts: readonly NamedChart[],
  draw: (chart: NamedChart) => Promise<Made>,
): Promise<Made[]> => {
  const made: Made[] = []
  for (const chart of charts) made.push(await draw(chart))
  return made
}

const pngPath = ({ name }: NamedChart): string => `charts/${name}.png`

const pngFiles = async (
  subject: KeptResult,
  { scale = 2, ...options }: ExportOptions,
): Promise<ExportedFile[]> => {
  const { renderPng } = await renderer()
  return oneByOne(chosenOf(subject, options), async (chart) => ({
    name: pngPath(chart),
    data: await renderPng(chart, { scale }),
  }))
}

const svgFiles = async (
  subject: KeptResult,
  { text = 'text', widthMm = null, ...options }: ExportOptions,
): Promise<ExportedFile[]> => {
  const { renderSvg } = await renderer()
  return oneByOne(chosenOf(subject, options), async (chart) =>
    textFile(`charts/${chart.name}.svg`, await renderSvg(chart, { text, widthMm })),
  )
}

const pdfFile = async (subject: KeptResult, options: ExportOptions): Promise<ExportedFile> => {
  const { chartPdf, toPdf } = await import('./picture/pdf')
  if (options.chart !== undefined) {
    const [chart] = chosenOf(subject, options)
    if (chart !== undefined) {
      return {
        name: `charts/${chart.name}.pdf`,
        data: await chartPdf(chart, options.widthMm ?? null),
      }
    }
  }
  // The page has a background of its own.
  const charts = chosenOf(subject, { ...options, background: 'transparent' })
  const data = await toPdf(reportOf(subject), charts, options.theme ?? 'light')
  return { name: 'report.pdf', data }
}

/**
 * What a chart is called where one is hidden whose figures its title is about, and who these are.
 */
const withoutFinding = (
  subject: KeptResult,
  { name, title, told }: NamedChart,
  options: ExportOptions,
): Pick<HtmlChart, 'plainTitle' | 'about'> => {
  const make = chartMakersOf(subject).get(name)
  const shown = contenderNames.filter((contender) => told.series.includes(contender))
  const titleOf = (contenders: readonly ContenderName[]): string =>
    make?.({ ...options, contenders }).title ?? title
  const about = shown.filter(
    (contender) => titleOf(shown.filter((other) => other !== contender)) !== title,
  )
  return about.length === 0 ? { plainTitle: title, about } : { plainTitle: titleOf([]), about }
}

const htmlFile = async (subject: KeptResult, options: ExportOptions): Promise<ExportedFile> => {
  const { renderSvg } = await renderer()
  const charts = chosenOf(subject, { ...options, theme: 'light', background: 'theme' })
  const drawn = await oneByOne(charts, async (chart) => ({
    title: chart.title,
    ...withoutFinding(subject, chart, options),
    svg: themedSvg(await renderSvg(chart, { hasPoints: true }), chart.name),
    figures: figuresOf(chart),
  }))
  const data = { fileName: resultFiles[subject.kind], json: resultJson(subject) }
  return textFile('report.html', toHtml(reportOf(subject), drawn, data))
}

const markdownFiles = async (
  subject: KeptResult,
  options: ExportOptions,
): Promise<ExportedFile[]> => [
  textFile('report.md', toMarkdown(reportOf(subject), chosenOf(subject, options), pngPath)),
  ...(await pngFiles(subject, options)),
]
