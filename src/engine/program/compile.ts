import {
  parse,
  type Function as FunctionNode,
  type Node,
  type ThrowStatement,
  type WhileStatement,
  type YieldExpression,
} from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { transform } from 'sucrase'
import type { Site } from '../recorder/places'

/** A program as plain JavaScript, with what it needs to say where its tasks are suspended. */
export interface CompiledProgram {
  /** The body of a CommonJS module; its lines are those of the source. */
  readonly code: string
  /** Every `yield*` and `yield`, by the number that the code calls it. */
  readonly sites: readonly Site[]
}

/** A program that cannot be compiled. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
  /** From 1; null where it is not known. */
  readonly line: number | null

  constructor(message: string, line: number | null) {
    super(message)
    this.line = line
  }
}

/** What compiled code tells where it is; its world provides it (`ProgramMarks`). */
export const MARKS = '__marks'
const FRAME = '__frame'
/** Texts of sites are cut to this. */
const MAX_TEXT = 80

/**
 * Takes the types out of a TypeScript program and marks its coroutine functions, their `yield*`s,
 * its loops and what it throws: an endless loop and `throw 5` have no other line. Line breaks stay
 * where they are, so that errors are reported at their lines.
 *
 * @throws ProgramError with the line, where the program is not TypeScript
 */
export function compileProgram(source: string): CompiledProgram {
  try {
    const plain = strip(source, ['typescript'])
    const { code, sites } = mark(plain)
    return { code: strip(code, ['imports']), sites }
  } catch (error) {
    // Every step goes down as deep as the program does.
    throw error instanceof RangeError ? new ProgramError('it is nested too deeply', null) : error
  }
}

function strip(source: string, transforms: ('typescript' | 'imports')[]): string {
  try {
    return transform(source, {
      transforms,
      disableESTransforms: true,
      keepUnusedImports: false,
    }).code
  } catch (error) {
    throw syntaxError(error)
  }
}

interface Insertion {
  readonly at: number
  readonly text: string
}

function mark(code: string): CompiledProgram {
  let tree: Node
  try {
    tree = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  } catch (error) {
    throw syntaxError(error)
  }
  const insertions: Insertion[] = []
  const sites: Site[] = []
  fullAncestor(tree, (node, _, ancestors) => {
    if (isCoroutineFunction(node)) {
      insertions.push({ at: node.body.start + 1, text: `const ${FRAME}=${MARKS}.enter();try{` })
      insertions.push({ at: node.body.end - 1, text: `}finally{${FRAME}.leave()}` })
    }
    if (isLoop(node)) insertions.push(...inBody(node, `${MARKS}.inLoop(${lineOf(node)});`))
    if (isThrow(node)) {
      insertions.push({ at: node.argument.start, text: `${MARKS}.thrown(${lineOf(node)},(` })
      insertions.push({ at: node.argument.end, text: '))' })
    }
    if (!isYieldOfSomething(node)) return
    const { start, end } = node.argument
    const [before, after] = node.delegate ? [`${MARKS}.awaited((`, '))'] : ['(', ')']
    insertions.push({ at: start, text: `${FRAME}.at(${sites.length},${before}` })
    insertions.push({ at: end, text: `${after})` })
    sites.push({
      functionName: functionName(ancestors),
      line: lineOf(node),
      text: code.slice(start, end).replace(/\s+/g, ' ').slice(0, MAX_TEXT),
    })
  })
  return { code: insert(code, insertions), sites }
}

function isCoroutineFunction(node: Node): node is FunctionNode {
  const isFunction = node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
  return isFunction && (node as FunctionNode).generator && !(node as FunctionNode).async
}

const loops: readonly string[] = [
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]

function isLoop(node: Node): node is Pick<WhileStatement, 'body'> & Node {
  return loops.includes(node.type)
}

function isThrow(node: Node): node is ThrowStatement {
  return node.type === 'ThrowStatement'
}

function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1
}

/** Puts a statement before all else in the body of a loop, which may be a single one. */
function inBody({ body }: Pick<WhileStatement, 'body'>, statement: string): Insertion[] {
  if (body.type === 'BlockStatement') return [{ at: body.start + 1, text: statement }]
  return [
    { at: body.start, text: `{${statement}` },
    { at: body.end, text: '}' },
  ]
}

/** A `yield` without its star is a mistake in a coroutine, and is to be found where it stands. */
function isYieldOfSomething(node: Node): node is YieldExpression & { argument: Node } {
  return node.type === 'YieldExpression' && (node as YieldExpression).argument != null
}

interface Named {
  readonly name?: string
}

/** What the innermost function around a node is called: by its own name, or what it is given to. */
function functionName(ancestors: readonly Node[]): string {
  const index = ancestors.map(isCoroutineFunction).lastIndexOf(true)
  const own = (ancestors[index] as FunctionNode | undefined)?.id?.name
  if (own !== undefined) return own
  const owner = ancestors[index - 1] as { id?: Named; key?: Named } | undefined
  return owner?.id?.name ?? owner?.key?.name ?? '(anonymous)'
}

// Those at the same place keep their order: inner ends come before outer ones.
function insert(code: string, insertions: readonly Insertion[]): string {
  const sorted = [...insertions].sort((a, b) => a.at - b.at)
  let result = ''
  let from = 0
  for (const { at, text } of sorted) {
    result += code.slice(from, at) + text
    from = at
  }
  return result + code.slice(from)
}

/** Both parsers end their messages with "(line:column)". */
function syntaxError(error: unknown): unknown {
  if (error instanceof RangeError) return error
  const message = error instanceof Error ? error.message : String(error)
  const [, line] = /\((\d+):\d+\)\s*$/.exec(message) ?? []
  const text = message.replace(/^Error transforming \S+: /, '').replace(/\s*\(\d+:\d+\)\s*$/, '')
  return new ProgramError(text, line === undefined ? null : Number(line))
}
