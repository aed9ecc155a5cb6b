import { lessonSchema } from '../../src/engine/lesson/lesson'
import { gather, sleep } from '../../src/engine/loop'
import { handoutHtml } from '../../src/host/handout/handout-html'
import { handoutPdf } from '../../src/host/handout/pdf/handout-pdf'
import type { HandoutFormat } from '../../src/host/handout/make-handout'
import type { Closing, PlayedLesson } from '../../src/host/handout/played-lesson'
import { parseInput } from '../../src/host/input/parse-input'
import { parseJson } from '../../src/host/input/read-json'
import { parseResult } from '../../src/host/input/read-result'
import { pairVerdict } from '../../src/report/verdict/pair-verdict'
import { usualPair } from '../../src/engine/spec/main-pair'
import { record } from '../engine/recorder/record'
import type { Kind } from './kinds'

/** What a handout is made of, as data. */
export interface HandoutInput {
  readonly lesson: unknown
  /** What the program printed. */
  readonly printed: readonly string[]
  /** What went wrong in the program, and where. */
  readonly failure: { readonly message: string; readonly line: number | null } | null
  /** What was measured for the lesson. */
  readonly measured: unknown
}

const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\p{Cs}/u

/** Prints a lesson that was played, in a format. */
export function handoutKind(
  format: HandoutFormat,
  bases: () => Promise<readonly HandoutInput[]>,
  mend: (value: unknown) => unknown,
): Kind {
  return {
    bases,
    mend,
    exercise: async (text) => {
      const input = parseJson(text, 'input') as HandoutInput | null
      const lesson = parseInput(lessonSchema, input?.lesson, 'input')
      const result = parseResult(input?.measured, 'input')
      if (result.kind !== 'corewise-result') return
      const closing: Closing = {
        title: lesson.title,
        measured: { verdict: pairVerdict(result, usualPair), result },
      }
      const { outcome, recording } = await played(input)
      const lessons: PlayedLesson[] = [{ lesson, run: { outcome, recording }, closings: [closing] }]
      const parts = { title: null, hasNotes: true, hasAnswers: true }
      if (format === 'pdf') {
        // Charts in a PDF are what is tried with exports.
        const pdf = await handoutPdf(lessons, new Map([[closing, []]]), parts)
        if (!pdf.toString('latin1', 0, 5).startsWith('%PDF-')) throw new TypeError('no PDF')
        return
      }
      const html = handoutHtml(lessons, new Map([[closing, ['<svg></svg>']]]), parts)
      if (CONTROL.test(html)) throw new TypeError('a page with signs that none may have')
      if (/<(script|iframe|img|b)\b/i.test(html)) throw new TypeError('markup of the lesson')
    },
  }
}

async function played(input: HandoutInput | null): Promise<PlayedLesson['run']> {
  const printed = Array.isArray(input?.printed) ? input.printed : []
  const recording = await record(function* (recorder) {
    for (const line of printed) recorder.print(String(line))
    yield* gather([sleep(1), sleep(2)])
  })
  const { message, line } = input?.failure ?? {}
  if (typeof message !== 'string') return { outcome: { kind: 'finished' }, recording }
  const place = typeof line === 'number' ? line : null
  return { outcome: { kind: 'failed', message, line: place }, recording }
}
