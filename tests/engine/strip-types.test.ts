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
