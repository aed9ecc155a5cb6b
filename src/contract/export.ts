import { z } from 'zod'
import { contenderNames } from '../engine/spec/spec'
import { runIdSchema } from './library'

export const exportFormats = ['png', 'svg', 'pdf', 'csv', 'json', 'html', 'md'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Formats that hold pictures. */
export const drawnFormats: readonly string[] = ['png', 'svg', 'pdf', 'html', 'md']

/** A size of pictures in pixels, and their dots per pixel. */
interface PictureSize {
  readonly widthPx: number
  readonly heightPx: number
  readonly scale: number
  /** What a vector picture says that it measures on paper; null where it has no size there. */
  readonly widthMm: number | null
}

/** What pictures are made for. */
export const pictureSizes = {
  report: { widthPx: 960, heightPx: 540, scale: 2, widthMm: null },
  slide: { widthPx: 1_920, heightPx: 1_080, scale: 1, widthMm: null },
  blog: { widthPx: 1_200, heightPx: 600, scale: 2, widthMm: null },
  square: { widthPx: 1_080, heightPx: 1_080, scale: 1, widthMm: null },
  /** At 96 pixels an inch. */
  column: { widthPx: 321, heightPx: 302, scale: 4, widthMm: 85 },
} as const satisfies Readonly<Record<string, PictureSize>>
export type PictureSizeName = keyof typeof pictureSizes
export const pictureSizeNames = Object.keys(pictureSizes) as [PictureSizeName, ...PictureSizeName[]]

/** Four bytes each in memory, and seconds to draw: 256 MiB. */
const MOST_PIXELS = 2 ** 26

/**
 * Says at which scale a picture of that size would have fewer pixels; null where it has few enough.
 */
export function tooManyPixels(widthPx: number, heightPx: number, scale: number): string | null {
  const pixels = widthPx * heightPx
  if (pixels * scale ** 2 <= MOST_PIXELS) return null
  const most = Math.floor(Math.sqrt(MOST_PIXELS / pixels) * 100) / 100
  const size = `${widthPx.toLocaleString('en')} × ${heightPx.toLocaleString('en')} px`
  return `expected at most ${most} for a picture of ${size} (${MOST_PIXELS.toLocaleString('en')} pixels in all)`
}

/** Characters of a title or subtitle of one's own. */
export const MOST_IN_HEADING = 300

/** How a picture is drawn; independent of the theme that the window has. */
export const pictureSchema = z
  .strictObject({
    theme: z.enum(['light', 'dark']).default('light'),
    /** `theme` paints the theme's opaque background. */
    background: z.enum(['theme', 'transparent']).default('theme'),
    widthPx: z.number().int().min(320).max(4096).default(960),
    heightPx: z.number().int().min(200).max(4096).default(540),
    /** Device pixels per pixel, for PNG. */
    scale: z.number().min(1).max(4).default(2),
    /** What SVG and PDF say that they measure on paper; null where they have no size there. */
    widthMm: z.number().min(10).max(1_000).nullable().default(null),
    /** In place of the chart's own; left out for these. */
    title: z.string().max(MOST_IN_HEADING).optional(),
    subtitle: z.string().max(MOST_IN_HEADING).optional(),
    /** Of figures where both are possible; null for what suits them. */
    axis: z.enum(['linear', 'log']).nullable().default(null),
    /** Whether the footnote and the source stand under the plot. */
    hasNotes: z.boolean().default(true),
  })
  .superRefine(({ widthPx, heightPx, scale }, context) => {
    const message = tooManyPixels(widthPx, heightPx, scale)
    if (message !== null) context.addIssue({ code: 'custom', path: ['scale'], message })
  })
export type Picture = z.infer<typeof pictureSchema>

/** The last choice in the dialog of exports, for the next one. */
export const exportChoiceSchema = z.strictObject({
  format: z.enum(exportFormats),
  theme: z.enum(['light', 'dark']),
  background: z.enum(['theme', 'transparent']),
  size: z.enum(pictureSizeNames),
  scale: z.number().min(1).max(4),
  axis: z.enum(['linear', 'log']).nullable(),
  hasNotes: z.boolean(),
})
export type ExportChoice = z.infer<typeof exportChoiceSchema>

/** Runs of the library: each for itself, or laid over each other in a chart that does that. */
const runIds = z.array(runIdSchema).min(1).max(20)

/** Whose bars and lines charts have; null for everyone's. */
const contenders = z.array(z.enum(contenderNames)).min(1).nullable().default(null)

/** A chart by the name that `charts` gives it; the host refuses one that it does not know. */
const chart = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9-]*$/, 'must be the name of a chart')

export const chartRequestSchema = z.strictObject({
  runIds,
  chart,
  contenders,
  picture: pictureSchema.prefault({}),
})
export type ChartRequest = z.infer<typeof chartRequestSchema>

export const exportRequestSchema = z.strictObject({
  runIds,
  /** Null for the whole report. */
  chart: chart.nullable(),
  contenders,
  format: z.enum(exportFormats),
  picture: pictureSchema.prefault({}),
})
export type ExportRequest = z.infer<typeof exportRequestSchema>

/** How a table of figures is put on the clipboard: for a spreadsheet, or for a text. */
export const tableFormats = ['tsv', 'md'] as const
export type TableFormat = (typeof tableFormats)[number]

/** What parts whole from fraction in a figure. */
export const decimalMarks = ['.', ','] as const
export type DecimalMark = (typeof decimalMarks)[number]

export const tableRequestSchema = z.strictObject({
  runIds,
  format: z.enum(tableFormats),
  /** Of TSV: a spreadsheet reads what is pasted by the language of its system. */
  decimalMark: z.enum(decimalMarks).default('.'),
})
export type TableRequest = z.infer<typeof tableRequestSchema>

/** A survey that was kept, and which of its charts. */
export const surveyChartRequestSchema = z.strictObject({
  surveyId: runIdSchema,
  chart,
  picture: pictureSchema.prefault({}),
})
export type SurveyChartRequest = z.infer<typeof surveyChartRequestSchema>

export const surveyExportRequestSchema = z.strictObject({
  surveyId: runIdSchema,
  /** Null for the whole report. */
  chart: chart.nullable(),
  format: z.enum(exportFormats),
  picture: pictureSchema.prefault({}),
})
export type SurveyExportRequest = z.infer<typeof surveyExportRequestSchema>

/** A file that the interface shows, or offers for download. */
export const deliveredFileSchema = z.strictObject({
  fileName: z.string(),
  mimeType: z.string(),
  base64: z.string(),
})
export type DeliveredFile = z.infer<typeof deliveredFileSchema>

/** What became of something that was to leave the lab. */
export const deliverySchema = z.discriminatedUnion('kind', [
  /** The file, or the folder where there are several. */
  z.strictObject({ kind: z.literal('saved'), path: z.string() }),
  z.strictObject({ kind: z.literal('copied') }),
  /** The person closed the dialog. */
  z.strictObject({ kind: z.literal('dismissed') }),
  /** The shell has no dialog or clipboard of its own: the interface offers it for download. */
  z.strictObject({
    kind: z.literal('content'),
    files: z.array(deliveredFileSchema),
  }),
])
export type Delivery = z.infer<typeof deliverySchema>

export const exportProgressSchema = z.strictObject({
  /** From 0 to 1. */
  share: z.number().min(0).max(1),
  /** What is being drawn or written. */
  step: z.string(),
})
export type ExportProgress = z.infer<typeof exportProgressSchema>
