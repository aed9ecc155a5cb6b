import { expect, test } from 'vitest'
import { parsed, SourceError, strip } from '../../src/engine/strip-types'

function thrownBy(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

test('types are taken out and every line stays where it is', () => {
  const code = strip('interface A {\n  b: number\n}\nconst c: A = { b: 1 }\n', 'typescript')
  expect(code.split('\n')).toHaveLength(5)
  expect(code).toContain('const c = { b: 1 }')
})

test('a source that does not parse is told with its line', () => {
  const error = thrownBy(() => strip('const a = 1\nconst b = (\n', 'typescript'))
  expect(error).toBeInstanceOf(SourceError)
  expect((error as SourceError).line).toBe(3)
  expect((error as SourceError).message).not.toMatch(/\d+:\d+/)
})

test('a source that takes a parser too deep is told so', () => {
  const error = thrownBy(() =>
    parsed(() => {
      throw new RangeError('Maximum call stack size exceeded')
    }),
  )
  expect(error).toMatchObject({ message: 'it is nested too deeply', line: null })
})

test.each([
  ['namespace A { export const x = 1 }', 'A', 1],
  ['const a = 1\nexport namespace B.C {\n  export function f() {}\n}', 'B.C', 2],
  ['const a = 1;\r\n\r\nmodule D {\r\n  let x = 1\r\n}', 'D', 3],
])('a namespace with values is refused at its line: %j', (source, name, line) => {
  const message = `\`namespace ${name}\` holds values, and only types can be taken out: move them to a file of their own and import it`
  expect(thrownBy(() => strip(source, 'typescript'))).toMatchObject({ message, line })
})

test.each([
  'namespace A { export type T = 1 }',
  'declare namespace B { const x: number }',
  'export declare namespace C { const x: number }',
  '// a\n// namespace D { const x = 1 }',
  'const text = `\nnamespace E { const x = 1 }\n`',
])('a namespace of types, and one that is only spoken of, is taken: %j', (source) => {
  expect(strip(source, 'typescript').split('\n')).toHaveLength(source.split('\n').length)
})

test('an enum becomes an object', () => {
  expect(strip('enum A { X, Y = 5 }\nA.Y', 'typescript')).toContain('A[A["X"] = X]')
})
