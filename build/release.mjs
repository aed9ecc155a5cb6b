// `npm run release -- 0.2.0`: sets the version, dates its changes, tests, packs, commits and tags.
// `npm run release -- --artefacts`: only packs what the checked-out tag says, as the workflow does.
// Nothing leaves this machine: docs/releasing.md says what a person does after that.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const changelog = join(project, 'CHANGELOG.md')

/**
 * The changelog with its unreleased changes under a version, and an empty place for the next ones.
 *
 * @throws Error where nothing has changed since the last version, or the version is there already
 */
export function datedChangelog(text, version, date) {
  if (text.includes(`## [${version}]`)) throw new Error(`CHANGELOG.md has ${version} already`)
  const [, changes] = /## \[Unreleased\]\n([\s\S]*?)(?=\n## \[|$)/.exec(text) ?? []
  if (changes === undefined || changes.trim() === '') {
    throw new Error('CHANGELOG.md has no unreleased changes: say what changed before a release')
  }
  return text.replace('## [Unreleased]\n', `## [Unreleased]\n\n## [${version}] - ${date}\n`)
}

/** Runs a program in the project and shows what it says. */
function run(program, ...given) {
  execFileSync(program, given, { cwd: project, stdio: 'inherit' })
}

function outputOf(program, ...given) {
  return execFileSync(program, given, { cwd: project, encoding: 'utf8' }).trim()
}

/** Packs for this system, and for npm; checksums of everything lie beside. */
function makeArtefacts() {
  run('npm', 'pack', '--pack-destination', join(project, 'dist'))
  run('npm', 'run', 'package', '--', '--release')
}

function release(version) {
  if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) {
    throw new Error(`expected a version such as 0.2.0, got ${version ?? 'none'}`)
  }
  const changed = outputOf('git', 'status', '--porcelain')
  if (changed !== '') throw new Error(`commit or stash what has changed first:\n${changed}`)
  const date = new Date().toISOString().slice(0, 10)
  writeFileSync(changelog, datedChangelog(readFileSync(changelog, 'utf8'), version, date))
  run('npm', 'version', '--no-git-tag-version', version)
  run('npm', 'run', 'check')
  run('npm', 'test')
  makeArtefacts()
  run('git', 'commit', '--all', '--message', `chore(release): ${version}`)
  run('git', 'tag', '--annotate', `v${version}`, '--message', `Corewise ${version}`)
  process.stdout.write(`Tagged v${version}. What was made is in dist; docs/releasing.md goes on.\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const options = { artefacts: { type: 'boolean', default: false } }
    const { values, positionals } = parseArgs({ options, allowPositionals: true })
    if (values.artefacts) makeArtefacts()
    else release(positionals[0])
  } catch (error) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  }
}
