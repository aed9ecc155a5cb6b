import type { WarningKind } from '../warning/warning'

/** A remark under a chart or a table, with how loud it is. */
export interface Note {
  readonly tone: 'information' | 'caution' | 'fault'
  readonly text: string
  /** The row of the method's table of warnings that it is; left out where it is no such warning. */
  readonly warning?: WarningKind
}

/** Something to be known of one contender, in words that can be shared with others of its kind. */
export interface Remark {
  /** Equal for what can be said of several contenders in one sentence. */
  readonly kind: string
  readonly tone: Note['tone']
  readonly contender: string
  /** The whole sentence where it is said of this contender alone, without a full stop. */
  readonly alone: string
  /** What differs from contender to contender: "3/8"; empty where nothing does. */
  readonly figure: string
  /** What that is, said once after the first: "blocks"; empty where it speaks for itself. */
  readonly figureIs: string
  /** What is the same for all, after their names, without a full stop. */
  readonly shared: string
  /** What to do about it: a sentence. */
  readonly advice: string
  /** As of a note. */
  readonly warning?: WarningKind
}

/**
 * Says remarks of the same kind and advice in one note that names the contenders, each with its
 * figure, and ends in the advice.
 */
export function notesOf(remarks: readonly Remark[]): Note[] {
  const byKind = new Map<string, Remark[]>()
  for (const remark of remarks) {
    const key = `${remark.kind} ${remark.advice}`
    byKind.set(key, [...(byKind.get(key) ?? []), remark])
  }
  return [...byKind.values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined) return []
    const { tone, alone, shared, advice, warning } = first
    const of = warning === undefined ? {} : { warning }
    if (alike.length === 1) return [{ tone, text: `${alone}. ${advice}`, ...of }]
    const names = alike.map(({ contender, figure, figureIs }, index) => {
      const told = index === 0 ? `${figure} ${figureIs}`.trim() : figure
      return figure === '' ? contender : `${contender} (${told})`
    })
    return [{ tone, text: `${names.join(', ')}: ${shared}. ${advice}`, ...of }]
  })
}
