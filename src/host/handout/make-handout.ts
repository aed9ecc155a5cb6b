import { chartsOf } from '../../charts/charts-of'
import type { NamedChart } from '../../charts/named-chart'
import type { ExportProgress } from '../../contract/export'
import type { Lesson } from '../../engine/lesson/lesson'
import type { ExportedFile } from '../export/export-result'
import type { Measure } from '../lesson/close-lesson'
import type { Shell } from '../shell'
import { themedSvg } from '../export/picture/themed-svg'
import {
  numberOf,
  playExperiment,
  playLesson,
  stepsOf,
  unplayedLesson,
  type Closing,
  type HandoutExperiment,
  type HandoutItem,
  type HandoutParts,
} from './played-lesson'

/** What a handout can be written as. */
export const handoutFormats = ['html', 'pdf'] as const
export type HandoutFormat = (typeof handoutFormats)[number]

/** What a handout is to be. */
export interface HandoutOptions {
  readonly format: HandoutFormat
  /** Of the workshop; null for lessons that are none. */
  readonly title?: string | null
  /** Beside the lessons; all are printed by their numbers. */
  readonly experiments?: readonly HandoutExperiment[]
  /** Whether the notes for teachers are in it. */
  readonly hasNotes?: boolean
  /** Prints HTML as PDF; without it the pages are drawn, with neither tags nor an outline. */
  readonly printPdf?: Shell['printPdf']
  /**
   * Whether it gives the answers: recorded runs, measurements, hints and solutions. Without them it
   * is for participants, and nothing is run for it.
   */
  readonly hasAnswers?: boolean
  /** Ends it: nothing is made then. */
  readonly signal?: AbortSignal
  /** Is told before each step what it is and how far the handout is. */
  readonly report?: (progress: ExportProgress) => void
}

/** In pixels; small, so that letters stay readable where a chart is as wide as a page. */
const CHART_SIZE = { width: 720, height: 460 } as const

/**
 * Runs the programs of lessons, one after the other, and prints the lessons with what was recorded
 * and, where `measure` is given, with what was measured. The answers to their questions are those
 * of these runs.
 *
 * @param engineFolder the folder with the built threads
 * @param measure null for a handout without measurements
 * @returns one file, handout.html or handout.pdf
 * @throws RunError where a thread fails; the signal's reason once it is aborted; LabFault `busy`
 */
export async function makeHandout(
  lessons: readonly Lesson[],
  {
    format,
    title = null,
    experiments = [],
    hasNotes = false,
    hasAnswers = true,
    printPdf = null,
    signal,
    report,
  }: HandoutOptions,
  engineFolder: string,
  measure: Measure | null,
): Promise<ExportedFile[]> {
  const steps = lessons.reduce((sum, lesson) => sum + stepsOf(lesson, measure !== null), 0)
  const total = steps + experiments.length
  let begun = 0
  const begin = (step: string): void => {
    report?.({ share: begun / total, step })
    begun += 1
  }
  const played: HandoutItem[] = []
  for (const lesson of lessons) {
    if (hasAnswers) played.push(await playLesson(lesson, engineFolder, measure, begin, signal))
    else played.push(unplayedLesson(lesson))
  }
  const measureHere = hasAnswers ? measure : null
  for (const each of experiments) {
    played.push(await playExperiment(each, engineFolder, measureHere, begin, signal))
  }
  played.sort((a, b) => numberOf(a) - numberOf(b))
  const parts = { title, hasNotes, hasAnswers }
  const data =
    format === 'pdf' && printPdf === null
      ? await pdf(played, parts, signal)
      : await html(played, parts)
  const printed = format === 'pdf' && printPdf !== null ? await printPdf(data) : data
  signal?.throwIfAborted()
  report?.({ share: 1, step: 'done' })
  return [{ name: `handout.${format}`, data: printed }]
}

// Drawing loads a native module and a typeface: only a handout that draws pays for them.

async function html(played: readonly HandoutItem[], parts: HandoutParts): Promise<Buffer> {
  const charts = new Map<Closing, readonly string[]>()
  for (const item of played) {
    for (const [index, closing] of item.closings.entries()) {
      const drawn = chartsOfClosing(closing, 'theme').map(async (chart) => {
        const { renderSvg } = await import('../export/picture/render')
        return themedSvg(await renderSvg(chart), `l${numberOf(item)}-${index}-${chart.name}`)
      })
      charts.set(closing, await Promise.all(drawn))
    }
  }
  const { handoutHtml } = await import('./handout-html')
  return Buffer.from(handoutHtml(played, charts, parts))
}

async function pdf(
  played: readonly HandoutItem[],
  parts: HandoutParts,
  signal: AbortSignal | undefined,
): Promise<Buffer> {
  const charts = new Map(
    played.flatMap(({ closings }) =>
      closings.map((closing) => [closing, chartsOfClosing(closing, 'transparent')] as const),
    ),
  )
  const { handoutPdf } = await import('./pdf/handout-pdf')
  return handoutPdf(played, charts, parts, signal)
}

function chartsOfClosing(
  { measured }: Closing,
  background: 'theme' | 'transparent',
): readonly NamedChart[] {
  const result = measured?.result ?? null
  if (result === null) return []
  const charts = chartsOf(result, { theme: 'light', background, ...CHART_SIZE })
  // Of an experiment that was repeated, the first chart holds what is claimed and what was
  // measured.
  return result.kind === 'corewise-sweep' ? charts.slice(0, 1) : charts
}
