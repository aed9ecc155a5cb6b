import { transform } from 'sucrase'

/** A source that cannot be compiled; `line` counts from 1, null where it is not known. */
export class SourceError extends Error {
  override readonly name = 'SourceError'
  readonly line: number | null

  constructor(message: string, line: number | null) {
    super(message)
    this.line = line
  }
}

/**
 * Takes the types out of TypeScript, or turns imports into `require`. Line breaks stay where they
 * are, so that errors are reported at their lines.
 *
 * @throws SourceError where it does not parse
 */
export function strip(source: string, what: 'typescript' | 'imports'): string {
  return parsed(
    () =>
      transform(source, {
        transforms: [what],
        disableESTransforms: true,
        keepUnusedImports: false,
      }).code,
  )
}

/**
 * What a parser gives.
 *
 * @throws SourceError with the line, where it throws; sucrase and acorn both end their messages
 *   with "(line:column)"
 */
export function parsed<T>(parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    // Every step goes down as deep as the source does.
    if (error instanceof RangeError) throw new SourceError('it is nested too deeply', null)
    const message = error instanceof Error ? error.message : String(error)
    const [, line] = /\((\d+):\d+\)\s*$/.exec(message) ?? []
    const text = message.replace(/^Error transforming \S+: /, '').replace(/\s*\(\d+:\d+\)\s*$/, '')
    throw new SourceError(text, line === undefined ? null : Number(line))
  }
}
