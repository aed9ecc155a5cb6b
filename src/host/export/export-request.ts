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
import { overlayCharts } from '../../charts/run/overlay-chart'
import { foreignLayersOf, layersOf, seriesOf } from '../../charts/run/overlay-layers'
import { chartNames, type MakeChart, type NamedChart } from '../../charts/named-chart'
import { contenderNames } from '../../engine/spec/spec'
import type { LibraryEntry } from '../../contract/library'
import { plainName } from '../library/result-file'
import type { ExportedFile } from './export-result'
import type { KeptResult } from '../library/kept-result'
import type { Library } from '../library/library'
import type { Surveys } from '../library/surveys'
import type { Shell } from '../shell'

/**
 * Draws one chart as a PNG, to be copied.
 *
 * @throws LabFault `not-found` if the run has no such chart
 */
export async function chartFile(library: Library, request: ChartRequest): Promise<ExportedFile> {
  const { runIds, chart, picture, contenders } = request
  if (isOverlay(chart)) {
    return drawChart(await overlayChart(library, request, chart), 'png', picture)
  }
  const [id = ''] = runIds
  const { result } = await library.read(id)
  return drawChart(namedChart(result, chart, { picture, contenders }), 'png', picture)
}

/**
 * Writes the figures of runs as text, to be copied: one table in TSV, one for each run in Markdown.
 */
export async function tableFile(
  library: Library,
  { runIds, format, decimalMark }: TableRequest,
): Promise<ExportedFile> {
  const stored = await Promise.all(runIds.map((id) => library.read(id)))
  const { tableText } = await import('./text/table-text')
  const named = stored.map(({ entry, result }) => ({ name: entry.name, result }))
  return { name: `figures.${format}`, data: Buffer.from(tableText(named, format, decimalMark)) }
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
    const file = await drawChart(drawn, format, picture)
    report({ share: 1, step: 'done' })
    const [first = ''] = runIds
    const more = runIds.length > 1 ? `-and-${runIds.length - 1}-more` : ''
    return namedAfter(`${first}${more}`, [file])
  }
  const files: ExportedFile[] = []
  for (const [index, id] of runIds.entries()) {
    const { entry, result } = await library.read(id)
    report({ share: index / runIds.length, step: entry.name })
    const made =
      chart === null
        ? await reportFiles(result, request, printPdf)
        : [await drawChart(namedChart(result, chart, request), format, picture)]
    const stem = fileStem(entry)
    files.push(
      ...(runIds.length === 1
        ? namedAfter(stem, made)
        : made.map((file) => ({ ...file, name: `${id}/${file.name}` }))),
    )
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
  const { result } = await surveys.read(surveyId)
  return drawChart(namedChart(result, chart, { picture, contenders: null }), 'png', picture)
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
  const { result } = await surveys.read(surveyId)
  const wanted = { format, picture, contenders: null }
  const made =
    chart === null
      ? await reportFiles(result, wanted, printPdf)
      : [await drawChart(namedChart(result, chart, wanted), format, picture)]
  return namedAfter(surveyId, made)
}

/** A name of a file says which run it is of and when that was, also where it was renamed. */
function fileStem({ id, name }: LibraryEntry): string {
  const [stamp = ''] = /\d{8}T\d{6}Z.*$/.exec(id) ?? []
  return stamp === '' ? id : `${plainName(name, 'run')}-${stamp}`
}

/**
 * Files of a report lie in a folder of that name where there are several; one has the name itself.
 */
function namedAfter(stem: string, files: readonly ExportedFile[]): ExportedFile[] {
  const isAlone = files.length === 1
  return files.map((file) => {
    if (!isAlone) return { ...file, name: `${stem}/${file.name}` }
    const ofChart = chartStem(file.name)
    // Of a result, `.corewise.json`; a file of another tool may have none.
    const [ending = ''] = /(?:\.corewise)?\.[^./]*$/.exec(file.name) ?? []
    return { ...file, name: ofChart === null ? `${stem}${ending}` : `${stem}-${ofChart}${ending}` }
  })
}

/** The chart that a file is of; null of a whole report. */
const chartStem = (name: string): string | null => {
  const [stem = ''] = name.replace(/^.*\//, '').split('.')
  return (chartNames as readonly string[]).includes(stem) ? stem : null
}

/** A PDF is printed where that is possible; pages of a dark one would have white margins then. */
async function reportFiles(
  result: KeptResult,
  { format, picture, contenders }: Pick<ExportRequest, 'format' | 'picture' | 'contenders'>,
  printPdf: Shell['printPdf'],
): Promise<ExportedFile[]> {
  const { exportResult } = await import('./export-result')
  const options = chartOptions({ picture, contenders })
  if (format !== 'pdf' || printPdf === null || picture.theme === 'dark') {
    return exportResult(result, format, options)
  }
  const pages = await exportResult(result, 'html', options)
  return Promise.all(
    pages.map(async ({ data }) => ({ name: 'report.pdf', data: await printPdf(data) })),
  )
}

async function drawChart(
  chart: NamedChart,
  format: ExportRequest['format'],
  { scale, widthMm }: Picture,
): Promise<ExportedFile> {
  // Drawing needs a native module and a typeface: loaded only when something is drawn.
  const { renderPng, renderSvg } = await import('./picture/render')
  const name = `${chart.name}.${format}`
  if (format === 'png') return { name, data: await renderPng(chart, { scale }) }
  if (format === 'svg') return { name, data: Buffer.from(await renderSvg(chart, { widthMm })) }
  if (format === 'pdf') {
    const { chartPdf } = await import('./picture/pdf')
    return { name, data: await chartPdf(chart, widthMm) }
  }
  const message = `a chart is a picture, png, svg or pdf, got "${format}"`
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
  const named = stored.map(({ entry, result }) => ({ name: entry.name, result }))
  const series = seriesOf(layersOf(named), contenders ?? contenderNames)
  const foreign = foreignLayersOf(named)
  if (series.length === 0 && foreign.length === 0) {
    throw new LabFault('not-found', 'contenders: the runs have no figures of any of them')
  }
  return chartNamed(name, overlayCharts(series, foreign), { picture, contenders: null })
}

function namedChart(result: KeptResult, name: string, asked: Asked): NamedChart {
  return chartNamed(name, chartMakersOf(result), asked)
}

function chartNamed(
  name: string,
  makers: ReadonlyMap<string, MakeChart>,
  asked: Asked,
): NamedChart {
  const make = makers.get(name)
  if (make !== undefined) return make(chartOptions(asked))
  const names = [...makers.keys()].join(', ')
  throw new LabFault('not-found', `chart: expected one of ${names}, got "${name}"`)
}

/** How a picture is to look, and whose figures it shows. */
type Asked = Pick<ExportRequest, 'picture' | 'contenders'>

function chartOptions({ picture, contenders }: Asked) {
  const { widthPx, heightPx, title, subtitle, ...rest } = picture
  return {
    ...rest,
    contenders,
    width: widthPx,
    height: heightPx,
    ...(title === undefined ? {} : { title }),
    ...(subtitle === undefined ? {} : { subtitle }),
  }
}
