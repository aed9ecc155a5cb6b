import {
  parse,
  type CallExpression,
  type CatchClause,
  type ChainExpression,
  type Function as FunctionNode,
  type Identifier,
  type MemberExpression,
  type NewExpression,
  type Node,
  type ThrowStatement,
  type WhileStatement,
  type YieldExpression,
} from 'acorn'
import { fullAncestor } from 'acorn-walk'
import { parsed, SourceError, strip } from '../../strip-types'
import { isNestedDeclaration, unpackedIn } from './unpacked'
import type { Site } from '../../recorder/recording/places'

/** A program as plain JavaScript, with what it needs to say where its tasks are suspended. */
export interface CompiledProgram {
  /** The body of a CommonJS module; its lines are those of the source. */
  readonly code: string
  /** Every `yield*`, `yield` and call in a coroutine, by the number that the code calls it. */
  readonly sites: readonly Site[]
}

/** What compiled code tells where it is; its world provides it (`ProgramMarks`). */
export const MARKS = '__marks'
const FRAME = '__frame'
/** Texts of sites are cut to this. */
const MAX_TEXT = 80

/**
 * Takes the types out of a TypeScript program and marks its coroutine functions, their `yield*`s,
 * its calls, its loops and what it throws: a forgotten `yield*`, an endless loop and `throw 5` have
 * no other line. Line breaks stay where they are, so that errors are reported at their lines.
 *
 * @throws SourceError with the line, where the program is not TypeScript
 */
export function compileProgram(source: string): CompiledProgram {
  try {
    const plain = strip(source, 'typescript')
    const { code, sites } = mark(plain)
    return { code: strip(code, 'imports'), sites }
  } catch (error) {
    // Every step goes down as deep as the program does.
    throw error instanceof RangeError ? new SourceError('it is nested too deeply', null) : error
  }
}

interface Insertion {
  readonly at: number
  readonly text: string
  /** Whether it ends something; else it begins something. */
  readonly isEnd?: true
}

function mark(code: string): CompiledProgram {
  const tree: Node = parsed(() =>
    parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true }),
  )
  const insertions: Insertion[] = []
  const sites: Site[] = []
  fullAncestor(tree, (node, _, ancestors) => {
    if (isCoroutineFunction(node) && !isEmpty(node.body)) {
      insertions.push({ at: node.body.start + 1, text: `const ${FRAME}=${MARKS}.enter();try{` })
      insertions.push({
        at: node.body.end - 1,
        text: `}finally{${MARKS}.leave(${FRAME})}`,
        isEnd: true,
      })
    }
    if (isLoop(node)) insertions.push(...inBody(node, `${MARKS}.line=${lineOf(node)};`))
    if (isThrow(node)) {
      insertions.push({ at: node.argument.start, text: `${MARKS}.thrown(${lineOf(node)},(` })
      insertions.push({ at: node.argument.end, text: '))', isEnd: true })
    }
    if (node.type === 'AwaitExpression') {
      const { argument } = node
      insertions.push({ at: argument.start, text: `${MARKS}.promised((` })
      insertions.push({ at: argument.end, text: '))', isEnd: true })
    }
    if (isCatch(node) && node.param?.type === 'Identifier') {
      const text = `${MARKS}.caught(${node.param.name});`
      insertions.push({ at: node.body.start + 1, text })
    }
    if (isCatch(node) && node.param?.type === 'ObjectPattern') {
      insertions.push({ at: node.param.start + 1, text: `[${MARKS}.caughtAs]:{}={},` })
    }
    // Without a step before them, what is wrong in patterns within patterns has no line.
    if (isNestedDeclaration(node, ancestors.at(-2))) {
      insertions.push({ at: node.start, text: `${MARKS}.line;` })
    }
    const unpacked = unpackedIn(node, ancestors.at(-2))
    if (unpacked !== null) {
      const { value, as } = unpacked
      const told = JSON.stringify(textOf(code, value))
      insertions.push({ at: value.start, text: `${MARKS}.${as}(${told},(` })
      insertions.push({ at: value.end, text: '))', isEnd: true })
    }
    const name = calledName(node, ancestors)
    if (name !== null) {
      const line = lineOf(node)
      let where = String(line)
      if (isRightInCoroutine(ancestors)) {
        where = `${FRAME}.on(${sites.length},${line})`
        sites.push(siteOf(code, node, node, ancestors))
      }
      const told = `${where},${JSON.stringify(name)}`
      insertions.push({ at: node.start, text: `${MARKS}.called(${told},(` })
      insertions.push({ at: node.end, text: '))', isEnd: true })
    }
    if (!isYieldOfSomething(node) || !isInCoroutine(ancestors)) return
    const { start, end } = node.argument
    const mark = node.delegate ? `${MARKS}.at(${FRAME},` : `${FRAME}.at(`
    // What is awaited is called first, which happens in this line as well.
    const site = node.delegate ? `${FRAME}.come(${sites.length})` : String(sites.length)
    insertions.push({ at: start, text: `${mark}${site},(` })
    insertions.push({ at: end, text: '))', isEnd: true })
    sites.push(siteOf(code, node, node.argument, ancestors))
  })
  return { code: insert(code, insertions), sites }
}

function isCoroutineFunction(node: Node): node is FunctionNode {
  const isFunction = node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression'
  return isFunction && (node as FunctionNode).generator && !(node as FunctionNode).async
}

/** Whether a body is `{}`: there is nowhere to stand in it. */
function isEmpty(body: Node): boolean {
  return body.end - body.start === '{}'.length
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

function isCatch(node: Node): node is CatchClause {
  return node.type === 'CatchClause'
}

/** As it is written, in one line. */
function textOf(code: string, { start, end }: Node): string {
  return code.slice(start, end).replace(/\s+/g, ' ').slice(0, MAX_TEXT)
}

function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1
}

/** Puts a statement before all else in the body of a loop, which may be a single one. */
function inBody({ body }: Pick<WhileStatement, 'body'>, statement: string): Insertion[] {
  if (body.type === 'BlockStatement') return [{ at: body.start + 1, text: statement }]
  return [
    { at: body.start, text: `{${statement}` },
    { at: body.end, text: '}', isEnd: true },
  ]
}

/**
 * What is called, where a node is a call whose value the program gets; else null. A chain with `?.`
 * is one call, and what stands right behind `yield*` is awaited.
 */
function calledName(node: Node, ancestors: readonly Node[]): string | null {
  const parent = ancestors.at(-2)
  if (parent?.type === 'YieldExpression' && (parent as YieldExpression).delegate) return null
  if (isNewPromise(node)) return 'new Promise'
  if (node.type === 'ImportExpression') return 'import'
  const inner = node.type === 'ChainExpression' ? (node as ChainExpression).expression : node
  if (inner.type !== 'CallExpression' || (inner === node && isInChain(ancestors))) return null
  return nameOf((inner as CallExpression).callee)
}

function isNewPromise(node: Node): boolean {
  if (node.type !== 'NewExpression') return false
  const { callee } = node as NewExpression
  return callee.type === 'Identifier' && callee.name === 'Promise'
}

/** Whether the last of these nodes is a link of a chain with `?.`, and not only in an argument. */
function isInChain(ancestors: readonly Node[]): boolean {
  for (let at = ancestors.length - 1; at > 0; at -= 1) {
    const [node, parent] = [ancestors[at], ancestors[at - 1]]
    if (parent?.type === 'ChainExpression') return true
    const isLink =
      (parent?.type === 'MemberExpression' && (parent as MemberExpression).object === node) ||
      (parent?.type === 'CallExpression' && (parent as CallExpression).callee === node)
    if (!isLink) return false
  }
  return false
}

/**
 * `work`, `lock.acquire`, or of something longer its last name; null for the call of a parent
 * class.
 */
function nameOf(callee: Node): string | null {
  if (callee.type === 'Super') return null
  if (callee.type === 'Identifier') return (callee as Identifier).name
  if (callee.type === 'ThisExpression') return 'this'
  if (callee.type !== 'MemberExpression') return '(anonymous)'
  const { object, property, computed } = callee as MemberExpression
  if (computed) return '(anonymous)'
  const name = (property as Identifier).name
  const isShort = object.type === 'Identifier' || object.type === 'ThisExpression'
  return isShort ? `${nameOf(object) ?? ''}.${name}` : name
}

/** A `yield` without its star is a mistake in a coroutine, and is to be found where it stands. */
function isYieldOfSomething(node: Node): node is YieldExpression & { argument: Node } {
  return node.type === 'YieldExpression' && (node as YieldExpression).argument != null
}

/** An `async function*` has a `yield` as well, which the loop knows nothing of. */
function isInCoroutine(ancestors: readonly Node[]): boolean {
  const innermost = ancestors.filter((node) => 'generator' in node).at(-1)
  return innermost !== undefined && isCoroutineFunction(innermost)
}

interface Named {
  readonly name?: string
}

/**
 * Whether code stands right in the body of a coroutine function, and in no other function within
 * it.
 */
function isRightInCoroutine(ancestors: readonly Node[]): boolean {
  const innermost = ancestors.filter((node) => functions.has(node.type)).at(-1)
  if (innermost === undefined || !isCoroutineFunction(innermost)) return false
  // Its parameters are read before it is entered.
  return (ancestors.at(-1)?.start ?? 0) > innermost.body.start
}

const functions: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
])

function siteOf(code: string, node: Node, shown: Node, ancestors: readonly Node[]): Site {
  return {
    functionName: functionName(ancestors).slice(0, MAX_TEXT),
    line: lineOf(node),
    text: textOf(code, shown),
  }
}

/** What the innermost function around a node is called: by its own name, or what it is given to. */
function functionName(ancestors: readonly Node[]): string {
  const index = ancestors.map(isCoroutineFunction).lastIndexOf(true)
  const own = (ancestors[index] as FunctionNode | undefined)?.id?.name
  if (own !== undefined) return own
  const owner = ancestors[index - 1] as { id?: Named; key?: Named } | undefined
  return owner?.id?.name ?? owner?.key?.name ?? '(anonymous)'
}

// At the same place ends come before beginnings, inner ends before outer ones, and outer beginnings
// before inner ones. They are listed from the inside out.
function insert(code: string, insertions: readonly Insertion[]): string {
  const ends = insertions.filter(({ isEnd }) => isEnd)
  const beginnings = insertions.filter(({ isEnd }) => !isEnd).reverse()
  const sorted = [...ends, ...beginnings].sort((a, b) => a.at - b.at)
  let result = ''
  let from = 0
  for (const { at, text } of sorted) {
    result += code.slice(from, at) + text
    from = at
  }
  return result + code.slice(from)
}
