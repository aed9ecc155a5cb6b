// `npm run release -- 0.2.0`: sets the version, dates its changes, tests, commits, packs and tags.
// `npm run release -- --artefacts`: only packs what the checked-out tag says, as the workflow does.
// Nothing leaves this machine: docs/releasing.md says what a person does after that.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

/** npm by the file that runs it: on Windows its command cannot be started without a shell. */
function npm(...given) {
  const { npm_execpath: file } = process.env
  if (file === undefined) run('npm', ...given)
  else run(process.execPath, file, ...given)
}

function outputOf(program, ...given) {
  return execFileSync(program, given, { cwd: project, encoding: 'utf8' }).trim()
}

/** Packs for this system, and on Linux for npm; checksums of everything lie beside. */
function makeArtefacts() {
  rmSync(join(project, 'dist'), { recursive: true, force: true })
  mkdirSync(join(project, 'dist'))
  // The same on every system, so that one makes it.
  if (process.platform === 'linux') npm('pack', '--pack-destination', join(project, 'dist'))
  npm('run', 'package', '--', '--release')
}

function release(version) {
  if (!/^\d+\.\d+\.\d+$/.test(version ?? '')) {
    throw new Error(`expected a version such as 0.2.0, got ${version ?? 'none'}`)
  }
  const changed = outputOf('git', 'status', '--porcelain')
  if (changed !== '') throw new Error(`commit or stash what has changed first:\n${changed}`)
  const date = new Date().toISOString().slice(0, 10)
  const dated = datedChangelog(readFileSync(changelog, 'utf8'), version, date)
  const before = outputOf('git', 'rev-parse', 'HEAD')
  // Ctrl-C ends the program under way, and then what follows its failure.
  process.on('SIGINT', () => undefined)
  try {
    writeFileSync(changelog, dated)
    npm('version', '--no-git-tag-version', version)
    npm('run', 'check')
    npm('test')
    npm('run', 'test:package')
    // What is packed says of which commit it is.
    run('git', 'commit', '--quiet', '--all', '--message', `chore(release): ${version}`)
    makeArtefacts()
    run('git', 'tag', '--annotate', `v${version}`, '--message', `Corewise ${version}`)
  } catch (error) {
    run('git', 'reset', '--quiet', '--hard', before)
    throw new Error(`${error.message}\nNothing was released; the checkout is as it was before.`)
  }
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
