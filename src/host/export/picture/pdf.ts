import { PDFDocument, type SKRSContext2D } from '@napi-rs/canvas'
import type { NamedChart } from '../../../charts/named-chart'
import { paletteOf, type Palette, type ThemeName } from '../../../charts/theme'
import { cleanText } from '../text/clean-text'
import { withDrawing } from './render'
import { registerTypeface } from './typeface'
import { beginPage, MARGIN, PAGE, TextPages, textStyle } from './pdf-pages'
import { allLines } from '../../../report/verdict/verdict'
import type { Report } from '../text/report'

/** A report as PDF: words and table first, then a page for each chart, all of it as vectors. */
export const toPdf = async (
  report: Report,
  charts: readonly NamedChart[],
  theme: ThemeName,
): Promise<Buffer> => {
  registerTypeface()
  const document = new PDFDocument({ title: cleanText(report.title), creator: 'Corewise' })
  const palette = paletteOf(theme)
  writeReport(document, report, palette)
  for (const chart of charts) await drawPage(document, chart, palette)
  return document.close()
}

/** Points of a length in pixels, of which an inch has 96. */
const POINTS_PER_PX = 72 / 96
const POINTS_PER_MM = 72 / 25.4

/**
 * One chart as PDF: a page of its own size, as vectors.
 *
 * @param widthMm how wide the page is; null for the size that its pixels have
 */
export const chartPdf = async (chart: NamedChart, widthMm: number | null): Promise<Buffer> => {
  registerTypeface()
  const document = new PDFDocument({ title: cleanText(chart.title), creator: 'Corewise' })
  const width = widthMm === null ? chart.width * POINTS_PER_PX : widthMm * POINTS_PER_MM
  const height = (width * chart.height) / chart.width
  const page = document.beginPage(width, height) as SKRSContext2D
  await withDrawing(chart, (canvas) => {
    page.drawCanvas(canvas, 0, 0, width, height)
  })
  document.endPage()
  return document.close()
}

const writeReport = (document: PDFDocument, report: Report, palette: Palette): void => {
  const { ink, soft } = palette
  const pages = new TextPages(document, palette)
  pages.paragraph(report.title, textStyle(20, ink, 600))
  pages.paragraph(report.subtitle, textStyle(9, soft))
  pages.skip(12)
  const [headline = '', ...further] = allLines(report.verdict)
  pages.paragraph(headline, textStyle(13, ink, 600))
  for (const line of further) pages.paragraph(line, textStyle(10, ink))
  for (const { text } of report.notes) pages.paragraph(text, textStyle(9, soft))
  pages.skip(14)
  pages.table(report.head, report.rows, report.names, textStyle(8.5, ink))
  for (const [heading, facts] of [
    ['Protocol', report.protocol],
    ['Environment', report.environment],
  ] as const) {
    pages.skip(14)
    pages.paragraph(heading, textStyle(12, ink, 600))
    pages.facts(facts, textStyle(9, ink))
  }
  pages.end()
}

/** A chart as large as a page takes it. */
const drawPage = async (
  document: PDFDocument,
  chart: NamedChart,
  palette: Palette,
): Promise<void> => {
  const page = beginPage(document, palette)
  const scale = Math.min((PAGE.width - MARGIN) / chart.width, (PAGE.height - MARGIN) / chart.height)
  const width = chart.width * scale
  const height = chart.height * scale
  await withDrawing(chart, (canvas) => {
    page.drawCanvas(canvas, (PAGE.width - width) / 2, (PAGE.height - height) / 2, width, height)
  })
  document.endPage()
}
