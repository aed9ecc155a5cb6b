import {
  parse,
  type ExportAllDeclaration,
  type ExportDefaultDeclaration,
  type ExportNamedDeclaration,
  type ExportSpecifier,
  type Identifier,
  type ImportDeclaration,
  type Literal,
  type Node,
  type Pattern,
} from 'acorn'
import { full } from 'acorn-walk'
import { parsed, strip } from '../strip-types'

/** The names that compiled code is given: its importer, and where its exports go. */
export const IMPORTER = '__own'
export const EXPORTS = '__exports'

/**
 * Turns a job file, an ES module or a CommonJS one in TypeScript or JavaScript, into the body of an
 * async function. Imports become `await (__own('name') ?? import('name'))`: the lab's own importer
 * is asked first, Node's is asked from where the file stands. Lines stay where they are, so that
 * errors are told at their lines.
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
  const edits: Edit[] = []
  for (const node of tree.body) edits.push(...editsOf(node, plain))
  full(tree, (node) => {
    if (node.type !== 'ImportExpression') return
    const { source: wanted } = node
    if (!isText(wanted)) return
    edits.push({ from: node.start, to: node.end, text: imported(wanted.value) })
  })
  return apply(plain, edits)
}

interface Edit {
  readonly from: number
  readonly to: number
  readonly text: string
}

function imported(name: unknown): string {
  const quoted = JSON.stringify(name)
  return `(${IMPORTER}(${quoted}) ?? import(${quoted}))`
}

/** What to write in place of a statement that only a module may have. */
function editsOf(node: Node, code: string): Edit[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return [replaced(node, code, importOf(node as ImportDeclaration))]
    case 'ExportDefaultDeclaration':
      return exportDefault(node as ExportDefaultDeclaration, code)
    case 'ExportAllDeclaration': {
      const { source, exported } = node as ExportAllDeclaration
      const from = `await ${imported(source.value)}`
      const text =
        exported == null
          ? `Object.assign(${EXPORTS}, ${from});`
          : `${EXPORTS}[${JSON.stringify(nameOf(exported))}] = ${from};`
      return [replaced(node, code, text)]
    }
    case 'ExportNamedDeclaration':
      return exportNamed(node as ExportNamedDeclaration, code)
    default:
      return []
  }
}

function importOf({ specifiers, source }: ImportDeclaration): string {
  const from = `await ${imported(source.value)}`
  const named: string[] = []
  let whole: string | null = null
  for (const specifier of specifiers) {
    if (specifier.type === 'ImportNamespaceSpecifier') whole = specifier.local.name
    else {
      const name =
        specifier.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(specifier.imported)
      named.push(`${JSON.stringify(name)}: ${specifier.local.name}`)
    }
  }
  if (whole !== null && named.length > 0)
    return `const ${whole} = ${from}, {${named.join(', ')}} = ${whole};`
  if (whole !== null) return `const ${whole} = ${from};`
  return named.length > 0 ? `const {${named.join(', ')}} = ${from};` : `${from};`
}

/** What is exported is read when it is asked for, as a module's bindings are. */
function exportDefault({ start, declaration }: ExportDefaultDeclaration, code: string): Edit[] {
  const { type } = declaration
  const isDeclared = type === 'FunctionDeclaration' || type === 'ClassDeclaration'
  const name = isDeclared && 'id' in declaration ? declaration.id?.name : undefined
  const lead = { from: start, to: declaration.start }
  if (name === undefined) return [{ ...lead, text: keepLines(lead, code, `${EXPORTS}.default = `) }]
  return [
    { ...lead, text: keepLines(lead, code, '') },
    { from: declaration.end, to: declaration.end, text: `;${offer('default', name)}` },
  ]
}

function exportNamed(node: ExportNamedDeclaration, code: string): Edit[] {
  const { declaration, specifiers, source } = node
  if (declaration) {
    const lead = { from: node.start, to: declaration.start }
    const names =
      declaration.type === 'VariableDeclaration'
        ? declaration.declarations.flatMap(({ id }) => namesIn(id))
        : [(declaration as { id: Identifier }).id.name]
    return [
      { ...lead, text: keepLines(lead, code, '') },
      {
        from: declaration.end,
        to: declaration.end,
        text: `;${names.map((name) => offer(name, name)).join('')}`,
      },
    ]
  }
  if (source == null) {
    const text = specifiers.map(({ exported, local }) => offer(nameOf(exported), nameOf(local)))
    return [replaced(node, code, text.join(''))]
  }
  const from = `await ${imported(source.value)}`
  const parts = specifiers.map(
    ({ exported, local }: ExportSpecifier) =>
      `${JSON.stringify(nameOf(exported))}: module[${JSON.stringify(nameOf(local))}]`,
  )
  return [
    replaced(
      node,
      code,
      `Object.assign(${EXPORTS}, ((module) => ({${parts.join(', ')}}))(${from}));`,
    ),
  ]
}

function offer(exported: string, local: string): string {
  return `Object.defineProperty(${EXPORTS}, ${JSON.stringify(exported)}, {get: () => ${local}, enumerable: true, configurable: true});`
}

/** Names that a pattern declares: `{ a, b: [c], ...d }`. */
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

function isText(node: Node): node is Literal & { value: string } {
  return node.type === 'Literal' && typeof (node as Literal).value === 'string'
}

function replaced({ start, end }: Node, code: string, text: string): Edit {
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
