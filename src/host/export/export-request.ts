import { LabFault } from '../../contract/channel/reply'
import type {
  ChartRequest,
  ExportProgress,
  ExportRequest,
  Picture,
  SurveyChartRequest,
  SurveyExportRequest,
  TableRequest,
} from '../../contract/export'
import { chartMakersOf } from '../../charts/charts-of'
import { layersOf, overlayCharts, seriesOf } from '../../charts/run/overlay-chart'
import type { MakeChart, NamedChart } from '../../charts/named-chart'
import { contenderNames } from '../../engine/spec/spec'
import type { ExportedFile } from './export-result'
import type { KeptRecord } from '../library/kept-record'
import type { Library } from '../library/library'
import type { Surveys } from '../library/surveys'
import type { Shell } from '../shell'

/**
 * Draws one chart as a PNG, to be copied.
 *
 * @throws LabFault `not-found` if the run has no such chart
 */
export async function chartFile(library: Library, request: ChartRequest): Promise<ExportedFile> {
  const { runIds, chart, picture } = request
  if (isOverlay(chart)) {
    return drawChart(await overlayChart(library, request, chart), 'png', picture.scale)
  }
  const [id = ''] = runIds
  const { record } = await library.read(id)
  return drawChart(namedChart(record, chart, picture), 'png', picture.scale)
}

/** Writes the figures of runs as text, to be copied: one table in TSV, one for each run in Markdown. */
export async function tableFile(
  library: Library,
  { runIds, format }: TableRequest,
): Promise<ExportedFile> {
  const stored = await Promise.all(runIds.map((id) => library.read(id)))
  const { tableText } = await import('./text/table-text')
  const named = stored.map(({ entry, record }) => ({ name: entry.name, record }))
  return { name: `figures.${format}`, data: Buffer.from(tableText(named, format)) }
}

/**
 * Makes the files of an export: one chart or the whole report, of one run or of several.
 *
 * @param printPdf see `Shell`
 * @param report is told before each run how far it is
 * @throws LabFault if a run has no such chart, or a chart cannot be of that format
 */
export async function exportFiles(
  library: Library,
  request: ExportRequest,
  printPdf: Shell['printPdf'],
  report: (progress: ExportProgress) => void,
): Promise<ExportedFile[]> {
  const { runIds, chart, format, picture } = request
  if (chart !== null && isOverlay(chart)) {
    report({ share: 0, step: chart })
    const drawn = await overlayChart(library, request, chart)
    const file = await drawChart(drawn, format, picture.scale)
    report({ share: 1, step: 'done' })
    return [file]
  }
  const files: ExportedFile[] = []
  for (const [index, id] of runIds.entries()) {
    const { entry, record } = await library.read(id)
    report({ share: index / runIds.length, step: entry.name })
    const made =
      chart === null
        ? await reportFiles(record, request, printPdf)
        : [await drawChart(namedChart(record, chart, picture), format, picture.scale)]
    const isAlone = runIds.length === 1
    const named = (name: string): string =>
      isAlone ? (chart === null ? name : `${id}-${name}`) : `${id}/${name}`
    files.push(...made.map((file) => ({ ...file, name: named(file.name) })))
  }
  report({ share: 1, step: 'done' })
  return files
}

/**
 * Draws one chart of a survey as a PNG, to be copied.
 *
 * @throws LabFault `not-found` if it has no such chart
 */
export async function surveyChartFile(
  surveys: Surveys,
  { surveyId, chart, picture }: SurveyChartRequest,
): Promise<ExportedFile> {
  const { record } = await surveys.read(surveyId)
  return drawChart(namedChart(record, chart, picture), 'png', picture.scale)
}

/**
 * Makes the files of a survey's export: one chart or the whole report.
 *
 * @throws LabFault if it has no such chart, or a chart cannot be of that format
 */
export async function surveyFiles(
  surveys: Surveys,
  request: SurveyExportRequest,
  printPdf: Shell['printPdf'],
): Promise<ExportedFile[]> {
  const { surveyId, chart, format, picture } = request
  const { record } = await surveys.read(surveyId)
  return chart === null
    ? reportFiles(record, request, printPdf)
    : [await drawChart(namedChart(record, chart, picture), format, picture.scale)]
}

/** A PDF is printed where that is possible; pages of a dark one would have white margins then. */
async function reportFiles(
  record: KeptRecord,
  { format, picture }: Pick<ExportRequest, 'format' | 'picture'>,
  printPdf: Shell['printPdf'],
): Promise<ExportedFile[]> {
  const { exportResult } = await import('./export-result')
  if (format !== 'pdf' || printPdf === null || picture.theme === 'dark') {
    return exportResult(record, format, chartOptions(picture))
  }
  const pages = await exportResult(record, 'html', chartOptions(picture))
  return Promise.all(
    pages.map(async ({ data }) => ({ name: 'report.pdf', data: await printPdf(data) })),
  )
}

async function drawChart(
  chart: NamedChart,
  format: ExportRequest['format'],
  scale: number,
): Promise<ExportedFile> {
  // Drawing needs a native module and a typeface: loaded only when something is drawn.
  const { renderPng, renderSvg } = await import('./picture/render')
  const name = `${chart.name}.${format}`
  if (format === 'png') return { name, data: await renderPng(chart, { scale }) }
  if (format === 'svg') return { name, data: Buffer.from(await renderSvg(chart)) }
  const message = `a chart is a picture, png or svg, got "${format}"`
  throw new LabFault('invalid-input', `format: ${message}`, [{ path: 'format', message }])
}

function isOverlay(chart: string): boolean {
  return chart.startsWith('overlay-')
}

/** @throws LabFault `not-found` if there is no such chart, or nothing that it could be drawn of */
async function overlayChart(
  library: Library,
  { runIds, contenders, picture }: Pick<ExportRequest, 'runIds' | 'contenders' | 'picture'>,
  name: string,
): Promise<NamedChart> {
  const stored = await Promise.all(runIds.map((id) => library.read(id)))
  const layers = layersOf(stored.map(({ entry, record }) => ({ name: entry.name, record })))
  const series = seriesOf(layers, contenders ?? contenderNames)
  if (series.length === 0) {
    throw new LabFault('not-found', 'contenders: the runs have no figures of any of them')
  }
  return chartNamed(name, overlayCharts(series), picture)
}

function namedChart(record: KeptRecord, name: string, picture: Picture): NamedChart {
  return chartNamed(name, chartMakersOf(record), picture)
}

function chartNamed(
  name: string,
  makers: ReadonlyMap<string, MakeChart>,
  picture: Picture,
): NamedChart {
  const make = makers.get(name)
  if (make !== undefined) return make(chartOptions(picture))
  const names = [...makers.keys()].join(', ')
  throw new LabFault('not-found', `chart: expected one of ${names}, got "${name}"`)
}

function chartOptions({ widthPx, heightPx, title, subtitle, ...rest }: Picture) {
  return {
    ...rest,
    width: widthPx,
    height: heightPx,
    ...(title === undefined ? {} : { title }),
    ...(subtitle === undefined ? {} : { subtitle }),
  }
}
