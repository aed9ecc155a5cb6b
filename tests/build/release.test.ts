import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { packageOptions } from '../../build/package/options'
import { datedChangelog } from '../../build/release.mjs'

const root = join(import.meta.dirname, '../..')

test('a release dates what is unreleased and leaves room for the next changes', () => {
  const text =
    '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-11-01\n'
  expect(datedChangelog(text, '0.2.0', '2026-12-01')).toBe(
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-12-01\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-11-01\n',
  )
})

test('a release without changes, or of a version that is there, is refused', () => {
  const none = '## [Unreleased]\n\n## [0.1.0] - 2026-11-01\n'
  expect(() => datedChangelog(none, '0.2.0', '2026-12-01')).toThrow('no unreleased changes')
  expect(() => datedChangelog(none, '0.1.0', '2026-12-01')).toThrow('has 0.1.0 already')
})

test('the workflow of a release runs on all three systems and does what the local command does', async () => {
  const text = await readFile(join(root, '.github/workflows/release.yml'), 'utf8')
  const { jobs } = parse(text) as {
    jobs: { packages: { strategy: { matrix: { os: string[] } }; steps: { run?: string }[] } }
  }
  expect(jobs.packages.strategy.matrix.os).toHaveLength(3)
  expect(jobs.packages.steps.map(({ run }) => run)).toContain('npm run release -- --artefacts')
})

test('packages of systems that fetch their tools stay configured', () => {
  const { linux, mac, win } = packageOptions('/electron', '45.5.0', [])
  expect([linux?.target, mac?.target, win?.target]).toEqual([
    ['AppImage', 'rpm'],
    ['dmg', 'zip'],
    ['nsis', 'zip'],
  ])
  expect(mac).toMatchObject({ hardenedRuntime: true })
})
