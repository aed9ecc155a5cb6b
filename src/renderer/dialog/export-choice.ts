import { chartMakersOf } from '../../charts/charts-of'
import type {
  ForeignChartName,
  OverlayChartName,
  RunChartName,
  SurveyChartName,
} from '../../charts/named-chart'
import type { ExportFormat, PictureSizeName } from '../../contract/export'
import type { ResultKind, StoredResult } from '../../contract/library'
import type { SurveyKind } from '../../contract/survey'

/** What each format is good for. */
export const formatWords: Record<ExportFormat, string> = {
  png: 'A picture, for slides and chats.',
  svg: 'A drawing that stays sharp at any size.',
  pdf: 'A document to print.',
  csv: 'Every figure as a table, for a spreadsheet.',
  json: 'The whole result, for another lab or a program.',
  html: 'One file that shows the report in any browser.',
  md: 'Text with pictures, for a repository.',
}

/** What each size of a picture is for. */
export const sizeWords: Record<PictureSizeName, string> = {
  report: '960 × 540, for a report.',
  slide: '1920 × 1080, 16 to 9.',
  blog: '1200 × 600, 2 to 1.',
  square: '1080 × 1080.',
  column: '85 mm wide, for a column of a paper: take svg or pdf.',
}

const titles: Record<RunChartName | ForeignChartName, string> = {
  story: 'Chart: the finding in one picture',
  throughput: 'Chart: jobs per second',
  cpu: 'Chart: CPU time per 1,000 jobs',
  latency: 'Chart: latency by percentile',
  'over-time': 'Chart: jobs per second over time',
  'highest-rate': 'Chart: highest rate within the limit',
  experiment: 'Chart: what was measured over what was published',
  'sweep-throughput': 'Chart: jobs per second over the sweep',
  'sweep-latency': 'Chart: latency over the sweep',
  'sweep-cpu': 'Chart: CPU time of a job over the sweep',
  'sweep-efficiency': 'Chart: work per core-second over the sweep',
  'foreign-latency': 'Chart: latency by percentile',
  'foreign-rate': 'Chart: requests per second',
}

/** The charts that every result of a kind has. */
const always: Record<ResultKind, readonly RunChartName[]> = {
  run: ['story', 'throughput', 'cpu', 'latency', 'over-time'],
  sweep: ['sweep-throughput', 'sweep-efficiency', 'sweep-latency'],
  foreign: [],
}

const overlayTitles: Record<OverlayChartName, string> = {
  'overlay-throughput': 'Chart: jobs per second of all runs',
  'overlay-latency': 'Chart: latency of all runs',
}

const surveyTitles: Record<SurveyKind, Partial<Record<SurveyChartName, string>>> = {
  memory: {
    'memory-each': 'Chart: memory held by one that waits',
    'memory-whole': 'Chart: memory of a whole process',
  },
  cost: { cost: 'Chart: what a switch and a recorded job cost' },
}

/** A chart by its name, in words. */
export interface ChartChoice {
  readonly name: string
  readonly title: string
}

/** The charts of a survey. */
export function surveyChartChoices(kind: SurveyKind): ChartChoice[] {
  return Object.entries(surveyTitles[kind]).map(([name, title]) => ({ name, title }))
}

/** True for a chart of several runs laid over each other. */
export function isOverlaid(chart: string | null | undefined): boolean {
  return typeof chart === 'string' && Object.hasOwn(overlayTitles, chart)
}

/**
 * The picture that is looked at before an export: the chart, or the first that a report has, in
 * which no runs are laid over each other.
 */
export function previewedChart(
  chart: string | null,
  charts: readonly ChartChoice[],
): string | undefined {
  return chart ?? charts.find(({ name }) => !isOverlaid(name))?.name
}

/** The charts that all of these results have, in the order in which a report shows them. */
export function chartsInCommon(results: readonly StoredResult[]): readonly string[] {
  const [first = [], ...others] = results.map((result) => [...chartMakersOf(result).keys()])
  return first.filter((name) => others.every((names) => names.includes(name)))
}

/**
 * The charts that runs of these kinds have in common, and those that lay them over each other.
 *
 * @param common what `chartsInCommon` gives; null while the results are read
 */
export function chartChoices(
  kinds: readonly ResultKind[],
  hasOverlay: boolean,
  common: readonly string[] | null,
): ChartChoice[] {
  const [kind, ...others] = kinds
  const expected = kind === undefined || others.length > 0 ? [] : always[kind]
  const names = common ?? expected
  const own = Object.entries(titles)
    .filter(([name]) => names.includes(name))
    .sort(([a], [b]) => names.indexOf(a) - names.indexOf(b))
  const overlaid = hasOverlay ? Object.entries(overlayTitles) : []
  return [...overlaid, ...own].map(([name, title]) => ({ name, title }))
}
