/** A remark under a chart or a table, with how loud it is. */
export interface Note {
  readonly tone: 'information' | 'caution' | 'fault'
  readonly text: string
}

/** Something to be known of one contender, in words that can be shared with others of its kind. */
export interface Remark {
  /** Equal for what can be said of several contenders in one sentence. */
  readonly kind: string
  readonly tone: Note['tone']
  readonly contender: string
  /** The whole sentence where it is said of this contender alone. */
  readonly alone: string
  /** What differs from contender to contender: "3 of 8 blocks"; empty where nothing does. */
  readonly size: string
  /** What is the same for all, after their names. */
  readonly shared: string
}

/** Says remarks of the same kind in one line that names the contenders, each with its size. */
export function notesOf(remarks: readonly Remark[]): Note[] {
  const byKind = new Map<string, Remark[]>()
  for (const remark of remarks) {
    byKind.set(remark.kind, [...(byKind.get(remark.kind) ?? []), remark])
  }
  return [...byKind.values()].flatMap((alike) => {
    const [first] = alike
    if (first === undefined) return []
    const { tone, alone, shared } = first
    if (alike.length === 1) return [{ tone, text: alone }]
    const names = alike.map(({ contender, size }) =>
      size === '' ? contender : `${contender} (${size})`,
    )
    return [{ tone, text: `${names.join(', ')}: ${shared}` }]
  })
}
