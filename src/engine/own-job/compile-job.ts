import {
  parse,
  type AssignmentExpression,
  type ExportAllDeclaration,
  type ExportDefaultDeclaration,
  type ExportNamedDeclaration,
  type Identifier,
  type ImportDeclaration,
  type ImportExpression,
  type Literal,
  type MetaProperty,
  type Node,
  type Pattern,
  type UpdateExpression,
} from 'acorn'
import { full } from 'acorn-walk'
import { parsed, strip } from '../strip-types'

/** By this name compiled code knows its `JobFileScope`. */
export const SCOPE = '__own'

/** What compiled code is given of its module. */
export interface JobFileScope {
  readonly exports: Record<string, unknown>
  /** What `import.meta` is. */
  readonly meta: object
  /** Imports by the lab's own importer, or else as Node does. */
  readonly import: (
    name: string,
    asNode: (name: string) => Promise<object>,
    bindings?: readonly Binding[],
  ) => Promise<object>
  /**
   * Exports what another file does: by these names, where each is given the other's name, or all.
   */
  readonly handOn: (exports: object, names?: Readonly<Record<string, string>>) => void
  /** Tells importers that an exported variable has another value. Gives what it is given. */
  readonly changed: <Value>(value: Value) => Value
}

/**
 * A name that a file imports, `*` for all of them, and what takes its value whenever that changes.
 */
export type Binding = readonly [name: string, set: (value: unknown) => void]

/**
 * Turns a job file, an ES module or a CommonJS one in TypeScript or JavaScript, into the body of an
 * async function that is given a `JobFileScope` by the name of `SCOPE`. Imports become variables
 * that are set once the other file has run, and set again when it changes what it exports: so files
 * may import each other. Lines stay where they are, so that errors are told at their lines.
 *
 * @throws SourceError where it does not parse
 */
export function compileJob(source: string, language: 'typescript' | 'javascript'): string {
  // What is given on the way to a shell is no part of the language.
  const program = source.replace(/^#!.*/, '')
  const plain = language === 'typescript' ? strip(program, 'typescript') : program
  const tree = parsed(() =>
    parse(plain, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      locations: true,
      allowReturnOutsideFunction: true,
    }),
  )
  const offers = tree.body.flatMap(offersOf)
  const exported = new Set(offers.map(({ local }) => local))
  const edits = tree.body.flatMap((node) => editsOf(node, plain))
  full(tree, (node) => {
    edits.push(...editsWithin(node, plain, exported))
  })
  const isModule = tree.body.some(({ type }) => /^(Import|Export)/.test(type))
  const head = isModule ? `'use strict';${offers.map(offer).join('')}` : ''
  return head + apply(plain, edits)
}

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** A variable of the file that it exports. */
interface Offer {
  readonly exported: string
  readonly local: string
}

/** What a statement exports of the file's own variables. */
function offersOf(node: Node): Offer[] {
  if (node.type === 'ExportDefaultDeclaration') {
    const local = defaultName(node as ExportDefaultDeclaration)
    return local === undefined ? [] : [{ exported: 'default', local }]
  }
  if (node.type !== 'ExportNamedDeclaration') return []
  const { declaration, specifiers, source } = node as ExportNamedDeclaration
  if (source != null) return []
  if (!declaration) {
    return specifiers.map(({ exported, local }) => ({
      exported: nameOf(exported),
      local: nameOf(local),
    }))
  }
  const names =
    declaration.type === 'VariableDeclaration'
      ? declaration.declarations.flatMap(({ id }) => namesIn(id))
      : [(declaration as { id: Identifier }).id.name]
  return names.map((name) => ({ exported: name, local: name }))
}

function defaultName({ declaration }: ExportDefaultDeclaration): string | undefined {
  const { type } = declaration
  const isDeclared = type === 'FunctionDeclaration' || type === 'ClassDeclaration'
  return isDeclared && 'id' in declaration ? declaration.id?.name : undefined
}

/**
 * Written before all that the file does, as functions are there from the beginning. What is
 * exported is read when it is asked for, as a module's bindings are.
 */
function offer({ exported, local }: Offer): string {
  return `Object.defineProperty(${SCOPE}.exports, ${JSON.stringify(exported)}, {get: () => ${local}, enumerable: true, configurable: true});`
}

/** What to write in place of a statement that only a module may have. */
function editsOf(node: Node, code: string): Edit[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return [replaced(node, code, importOf(node as ImportDeclaration))]
    case 'ExportDefaultDeclaration': {
      const { start, declaration } = node as ExportDefaultDeclaration
      const isNamed = defaultName(node as ExportDefaultDeclaration) !== undefined
      const lead = { start, end: declaration.start }
      return [replaced(lead, code, isNamed ? '' : `${SCOPE}.exports.default = `)]
    }
    case 'ExportAllDeclaration': {
      const { source, exported } = node as ExportAllDeclaration
      const names = exported == null ? null : { [nameOf(exported)]: '*' }
      return [replaced(node, code, handedOn(source, names))]
    }
    case 'ExportNamedDeclaration': {
      const { start, declaration, specifiers, source } = node as ExportNamedDeclaration
      if (declaration) return [replaced({ start, end: declaration.start }, code, '')]
      if (source == null) return [replaced(node, code, '')]
      const names: Record<string, string> = {}
      for (const { exported, local } of specifiers) names[nameOf(exported)] = nameOf(local)
      return [replaced(node, code, handedOn(source, names))]
    }
    default:
      return []
  }
}

function importOf({ specifiers, source }: ImportDeclaration): string {
  const bindings = specifiers.map((specifier) => {
    const name =
      specifier.type === 'ImportNamespaceSpecifier'
        ? '*'
        : specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : nameOf(specifier.imported)
    return `[${JSON.stringify(name)}, (value) => (${specifier.local.name} = value)]`
  })
  const names = specifiers.map(({ local }) => local.name)
  return (names.length > 0 ? `let ${names.join(', ')};` : '') + imported(source.value, bindings)
}

/** @param names of the other file's by what they are exported as; null for all */
function handedOn(source: Literal, names: Readonly<Record<string, string>> | null): string {
  const given = names === null ? '' : `, ${JSON.stringify(names)}`
  return imported(source.value, [`["*", (all) => ${SCOPE}.handOn(all${given})]`])
}

function imported(name: unknown, bindings: readonly string[]): string {
  return `await ${SCOPE}.import(${JSON.stringify(name)}, ${AS_NODE}, [${bindings.join(', ')}]);`
}

/** Resolves names from where the file stands. */
const AS_NODE = '(name) => import(name)'

/**
 * What to write anywhere in the file: in place of what only a module has, and around assignments.
 */
function editsWithin(node: Node, code: string, exported: ReadonlySet<string>): Edit[] {
  switch (node.type) {
    case 'ImportExpression': {
      const { start, end, source } = node as ImportExpression
      return [
        replaced({ start, end: source.start }, code, `${SCOPE}.import(`),
        replaced({ start: source.end, end }, code, `, ${AS_NODE})`),
      ]
    }
    case 'MetaProperty':
      return (node as MetaProperty).meta.name === 'import'
        ? [replaced(node, code, `${SCOPE}.meta`)]
        : []
    case 'AssignmentExpression':
      return changes(node, namesIn((node as AssignmentExpression).left), exported)
    case 'UpdateExpression':
      return changes(node, namesIn((node as UpdateExpression).argument as Pattern), exported)
    default:
      return []
  }
}

/** A variable of the same name within a function is told as well, which changes nothing. */
function changes({ start, end }: Node, names: readonly string[], exported: ReadonlySet<string>) {
  if (!names.some((name) => exported.has(name))) return []
  return [
    { from: start, to: start, text: `${SCOPE}.changed(` },
    { from: end, to: end, text: ')' },
  ]
}

/** Names that a pattern declares or sets: `{ a, b: [c], ...d }`. */
function namesIn(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []))
    case 'RestElement':
      return namesIn(pattern.argument)
    case 'AssignmentPattern':
      return namesIn(pattern.left)
    default:
      return []
  }
}

function nameOf(node: Identifier | Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value)
}

function replaced({ start, end }: Pick<Node, 'start' | 'end'>, code: string, text: string): Edit {
  const range = { from: start, to: end }
  return { ...range, text: keepLines(range, code, text) }
}

/** The text, with as many line breaks as what it stands for had. */
function keepLines({ from, to }: Omit<Edit, 'text'>, code: string, text: string): string {
  return text + '\n'.repeat(code.slice(from, to).split('\n').length - 1)
}

function apply(code: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const { from, to, text } of [...edits].sort((a, b) => a.from - b.from)) {
    if (from < at) continue
    result += code.slice(at, from) + text
    at = to
  }
  return result + code.slice(at)
}
