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
  const stripped = parsed(
    () =>
      transform(source, {
        transforms: [what],
        disableESTransforms: true,
        keepUnusedImports: false,
      }).code,
  )
  if (what === 'typescript') refuseNamespaces(source, stripped)
  return stripped
}

/** The beginning of a namespace that is not declared alone, on the line where it stands. */
const NAMESPACE = /(?:^|[;}])\s*(?:export\s+)?(?:namespace|module)\s+([\w$.]+)\s*\{/

/** What is there when a program runs, as types are not. */
const VALUE = /\b(?:const|let|var|function|class|enum)\b/

/**
 * Namespaces are taken out as types are, with all that they hold: values would be missing without a
 * word.
 *
 * @throws SourceError at the first that holds values
 */
function refuseNamespaces(source: string, stripped: string): void {
  const lines = source.split('\n')
  const left = stripped.split('\n')
  for (const [index, line] of lines.entries()) {
    const [, name] = NAMESPACE.exec(line) ?? []
    // What a comment or a text says of one is still there.
    if (name === undefined || NAMESPACE.test(left[index] ?? '')) continue
    if (!VALUE.test(firstBlock(lines.slice(index).join('\n')))) continue
    const why = `\`namespace ${name}\` holds values, and only types can be taken out`
    throw new SourceError(`${why}: move them to a file of their own and import it`, index + 1)
  }
}

/** From the first brace to the one that closes it. */
function firstBlock(source: string): string {
  const begin = source.indexOf('{')
  let depth = 0
  for (let at = begin; at < source.length; at++) {
    if (source[at] === '{') depth += 1
    if (source[at] === '}') depth -= 1
    if (depth === 0) return source.slice(begin, at)
  }
  return source.slice(begin)
}

/** No version of JavaScript has them yet. */
const DECORATOR = 'decorators cannot be compiled: call the function instead of writing `@`'

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
    const said = text.startsWith("Unexpected character '@'") ? DECORATOR : text
    throw new SourceError(said, line === undefined ? null : Number(line))
  }
}
