import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../../../src/engine/loop')

/** Whether each line compiles as a part of the loop, by the loop's own compiler options. */
function doCompile(lines: readonly string[]): boolean[] {
  const path = join(folder, 'tsconfig.json')
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: unknown }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder)
  const stray = join(folder, 'stray.ts')
  const source = ts.createSourceFile(
    stray,
    ['export {}', ...lines].join('\n'),
    ts.ScriptTarget.ES2022,
  )
  const host = ts.createCompilerHost(options)
  const getSourceFile = host.getSourceFile.bind(host)
  host.getSourceFile = (file, ...rest) => (file === stray ? source : getSourceFile(file, ...rest))
  const program = ts.createProgram([stray], options, host)
  const wrong = program
    .getSemanticDiagnostics(source)
    .map(({ start }) => source.getLineAndCharacterOfPosition(start ?? 0).line - 1)
  return lines.map((_, i) => !wrong.includes(i))
}

describe('the code of the loop', () => {
  test('knows nothing of Node and the DOM: a stray setTimeout does not compile', () => {
    const touching = [
      'setTimeout(() => undefined, 1)',
      'setImmediate(() => undefined)',
      'queueMicrotask(() => undefined)',
      'performance.now()',
      'console.log(1)',
      'process.exit()',
      'document.title',
      'window.name',
      "import { readFileSync } from 'node:fs'",
    ]
    const pure = ['new Map<string, number>()', "import { sleep } from './wait/sleep'"]
    const results = doCompile([...touching, ...pure])
    expect(results).toEqual([...touching.map(() => false), ...pure.map(() => true)])
  })
})
