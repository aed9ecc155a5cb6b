import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { writeFile } from 'node:fs/promises'
import { githubAnnotations, junit } from '../../src/cli/outcome/judgement-report'
import { syntheticResult, typical } from '../charts/synthetic-result'
import { called } from './called'
import { scratch } from '../scratch'

let folder = ''
beforeAll(async () => {
  folder = await scratch()
  const slower = { ...typical, 'event-loop': { ...typical['event-loop'], jobsPerSecond: 9_791.5 } }
  await writeFile(join(folder, 'before.json'), JSON.stringify(syntheticResult()))
  await writeFile(join(folder, 'after.json'), JSON.stringify(syntheticResult(slower)))
})

const compare = (...flags: string[]) =>
  called(['compare', 'before.json', 'after.json', ...flags], folder)

test('--junit writes a case for each contender, failed where it regressed', async () => {
  const { code } = await compare('--fail-if', 'slower:5%', '--junit', 'reports/judged.xml')
  expect(code).toBe(1)
  const text = await readFile(join(folder, 'reports/judged.xml'), 'utf8')
  expect(text).toContain('<testsuite name="corewise compare" tests="5" failures="1"')
  expect(text).toMatch(
    /name="event-loop in run 2, slower:5%"><failure message="Regression: event-loop in run 2 is 5\d % slower/,
  )
  expect(text).toContain('name="thread-pool in run 2, slower:5%"/>')
})

test('--annotations prints a command for GitHub for what regressed, and none for what is fine', async () => {
  const { stdout } = await compare('--fail-if', 'slower:5%', '--annotations')
  const commands = stdout.split('\n').filter((line) => line.startsWith('::'))
  expect(commands).toHaveLength(1)
  expect(commands[0]).toMatch(
    /^::error title=corewise%3A event-loop in run 2::Regression: .* %25 slower/,
  )
})

test('--junit and --annotations are refused without what is to be judged', async () => {
  for (const flags of [['--junit', 'x.xml'], ['--annotations']]) {
    const { code, stderr } = await compare(...flags)
    expect(code).toBe(2)
    expect(stderr).toContain('needs --fail-if')
  }
})

test('a name from a file breaks neither XML nor a command', () => {
  const judged = [
    {
      place: 'a, "b": <c>',
      outcome: 'regression',
      line: 'one\ntwo & 5 %\u0000',
      hasInterval: true,
    },
  ] as const
  expect(junit(judged, 'slower:5%')).toContain(
    'name="a, &quot;b&quot;: &lt;c&gt;, slower:5%"><failure message="one two &amp; 5 % "/>',
  )
  expect(githubAnnotations(judged)).toEqual([
    '::error title=corewise%3A a%2C "b"%3A <c>::one%0Atwo & 5 %25\u0000',
  ])
})
