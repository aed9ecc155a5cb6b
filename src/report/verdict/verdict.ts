import { z } from 'zod'

/**
 * What was found, in words: the same in the terminal, reports, captions, the window and the
 * browser. Each string is one or more whole sentences.
 */
export const verdictSchema = z.strictObject({
  /**
   * `claim` where a difference is claimed or a search found what it looked for; `no-claim` where
   * nothing can be said of it; `not-trusted` where the figures themselves are not to be trusted.
   */
  kind: z.enum(['claim', 'no-claim', 'not-trusted']),
  /** What came out, in one sentence; of what is not to be trusted, why. */
  headline: z.string(),
  /** The figures behind it with their 95 % intervals, one sentence each. */
  figures: z.array(z.string()),
  /** What to take for this work, or what to do. */
  advice: z.string(),
  /** What else can be said, one sentence each: which did most of all, what weakens it, and why. */
  reasons: z.array(z.string()),
})
export type Verdict = z.infer<typeof verdictSchema>

/** The headline, the line of figures and the advice, each a paragraph. */
export function mainLines({ headline, figures, advice }: Verdict): string[] {
  return [headline, figures.join(' '), advice].filter((line) => line !== '')
}

/** All of a verdict in paragraphs: its main lines, then what else can be said. */
export function allLines(verdict: Verdict): string[] {
  return [
    ...mainLines(verdict),
    ...(verdict.reasons.length === 0 ? [] : [verdict.reasons.join(' ')]),
  ]
}

/** Every sentence of a verdict, in the order in which they are read. */
export function sentencesOf({ headline, figures, advice, reasons }: Verdict): string[] {
  return [headline, ...figures, advice, ...reasons].filter((sentence) => sentence !== '')
}

/** A text as the beginning of a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A sentence as a part of another. */
export function uncapital(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
