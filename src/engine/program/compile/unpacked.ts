import type {
  AssignmentExpression,
  AssignmentPattern,
  ForOfStatement,
  Node,
  Pattern,
  SpreadElement,
  VariableDeclaration,
  VariableDeclarator,
} from 'acorn'

/** A value that is gone through, or has its properties taken out. */
interface Unpacked {
  readonly value: Node
  readonly as: 'iterable' | 'fields'
}

/** What a node goes through or takes apart: of that the interpreter does not know the line. */
export function unpackedIn(node: Node, parent: Node | undefined): Unpacked | null {
  switch (node.type) {
    case 'ForOfStatement': {
      const { right, await: isAsync } = node as ForOfStatement
      return isAsync ? null : { value: right, as: 'iterable' }
    }
    case 'SpreadElement':
      // An object takes in whatever there is.
      if (parent?.type === 'ObjectExpression') return null
      return { value: (node as SpreadElement).argument, as: 'iterable' }
    case 'VariableDeclarator': {
      const { id, init } = node as VariableDeclarator
      return init == null ? null : byPattern(id, init)
    }
    case 'AssignmentExpression': {
      const { left, right } = node as AssignmentExpression
      return byPattern(left, right)
    }
    default:
      return null
  }
}

function byPattern(pattern: Pattern, value: Node): Unpacked | null {
  if (pattern.type === 'ArrayPattern') return { value, as: 'iterable' }
  return pattern.type === 'ObjectPattern' ? { value, as: 'fields' } : null
}

/** Whether a node is a declaration in a block that takes apart what it took out. */
export function isNestedDeclaration(node: Node, parent: Node | undefined): boolean {
  if (node.type !== 'VariableDeclaration') return false
  if (parent?.type !== 'BlockStatement' && parent?.type !== 'Program') return false
  return (node as VariableDeclaration).declarations.some(({ id }) => partsOf(id).some(isPattern))
}

function partsOf(pattern: Pattern): (Node | null)[] {
  if (pattern.type === 'ArrayPattern') return pattern.elements
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.map((each) => (each.type === 'Property' ? each.value : each.argument))
}

function isPattern(node: Node | null): boolean {
  if (node?.type === 'AssignmentPattern') return isPattern((node as AssignmentPattern).left)
  return node?.type === 'ObjectPattern' || node?.type === 'ArrayPattern'
}
