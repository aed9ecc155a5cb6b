import {
  isCollection,
  isScalar,
  Lexer,
  LineCounter,
  parseDocument,
  Parser,
  visit,
  type Alias,
  type Document,
  type Node,
} from 'yaml'
import type { z } from 'zod'
import { lessonHeadSchema, type Lesson } from '../../engine/lesson/lesson'
import { checkFields } from '../../contract/check/check-fields'

/** The heading under which stands what is shown once the question is answered. */
const CONCLUSION_HEADING = /^## What the run shows\s*$/m
/** The heading under which the notes for teachers stand. */
const NOTES_HEADING = /^## Teacher notes\s*$/m

/** Characters of a head: reading one takes the square of its length. */
const MAX_HEAD = 16_384
/** Levels of lists and maps in a head, which has seven. */
const MAX_LEVELS = 40

/** A lesson's text that cannot be used, with its line, from 1. */
export class LessonError extends Error {
  override readonly name = 'LessonError'
  readonly line: number

  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

/**
 * Reads the text of a lesson: a head in YAML between lines of three dashes, an explanation in
 * Markdown, where there is one under "## What the run shows" a conclusion, and under
 * "## Teacher notes" the notes.
 *
 * @throws LessonError with the line that is wrong
 */
export function parseLessonText(
  text: string,
): Omit<Lesson, 'number' | 'name' | 'program' | 'original'> {
  const match = /^---\r?\n([\s\S]*?\r?\n)---[ \t]*\r?\n/.exec(text)
  if (match === null) {
    throw new LessonError('a lesson begins with a head between two lines of `---`', 1)
  }
  const head = parseHead(match[1] ?? '')
  const body = text.slice(match[0].length)
  const notesAt = body.search(NOTES_HEADING)
  if (notesAt < 0) {
    const lines = text.trimEnd().split('\n').length
    throw new LessonError('the section `## Teacher notes` is missing', lines)
  }
  const lesson = body.slice(0, notesAt)
  const conclusionAt = lesson.search(CONCLUSION_HEADING)
  const explanation = (conclusionAt < 0 ? lesson : lesson.slice(0, conclusionAt)).trim()
  if (explanation === '') {
    throw new LessonError('the explanation is missing', match[0].split('\n').length)
  }
  const conclusion =
    conclusionAt < 0 ? '' : lesson.slice(conclusionAt).replace(CONCLUSION_HEADING, '').trim()
  const notes = body.slice(notesAt).replace(NOTES_HEADING, '').trim()
  const misplacedAt = notes.search(CONCLUSION_HEADING)
  if (misplacedAt >= 0) {
    const before = text.slice(0, text.lastIndexOf('## What the run shows'))
    const message = '`## What the run shows` stands before `## Teacher notes`'
    throw new LessonError(message, before.split('\n').length)
  }
  return { ...head, explanation, conclusion, notes }
}

function parseHead(yaml: string): z.infer<typeof lessonHeadSchema> {
  checkExtent(yaml)
  const lineCounter = new LineCounter()
  const options = { lineCounter, prettyErrors: false, schema: 'core', logLevel: 'error' } as const
  const document = parseDocument(yaml, options)
  // The head begins in the second line of the file.
  const lineAt = (offset: number): number => lineCounter.linePos(offset).line + 1
  const [error] = document.errors
  if (error !== undefined) throw new LessonError(error.message, lineAt(error.pos[0]))
  const alias = firstAlias(document)
  if (alias !== null) {
    const message = `the alias \`*${alias.source}\` is not followed: write out what it stands for`
    throw new LessonError(message, lineAt(alias.range?.[0] ?? 0))
  }
  const data: unknown = document.toJS()
  const checked = checkFields(lessonHeadSchema, data)
  if (checked.ok) return checked.value
  const [{ path, field, problem }] = checked.problems
  const offset = nearestNode(document, path)?.range?.[0] ?? 0
  throw new LessonError(`${field === '' ? 'the head' : field}: ${problem}`, lineAt(offset))
}

/** Before the head is read: what is nested very deeply would end the process. */
function checkExtent(yaml: string): void {
  if (yaml.length > MAX_HEAD) {
    const characters = MAX_HEAD.toLocaleString('en-US')
    throw new LessonError(`the head is longer than ${characters} characters`, 1)
  }
  const parser = new Parser()
  let line = 2
  for (const lexeme of new Lexer().lex(yaml)) {
    // Runs the parser, which gives the whole only at the end.
    Array.from(parser.next(lexeme))
    if (parser.stack.length > MAX_LEVELS) {
      throw new LessonError('lists and maps are nested too deeply', line)
    }
    line += lexeme.split('\n').length - 1
  }
}

function firstAlias(document: Document): Alias | null {
  let found: Alias | null = null
  visit(document, {
    Alias: (_, alias) => {
      found = alias
      return visit.BREAK
    },
  })
  return found
}

/** The node at the path, or the last on the way to it that there is. */
function nearestNode(document: Document, path: readonly PropertyKey[]): Node | null {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isScalar(node) || isCollection(node)) return node
  }
  return document.contents
}
