// Builds unless what is built is of these very sources: a second start is quicker for it, and a run
// that is under way in another terminal keeps the files that its threads are started from.
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(project, 'out', 'stamp')
/** What the build reads: folders with all that is in them, and files. */
const inputs = ['src', 'build', 'resources', 'tests/bench', 'package-lock.json']
const configurations = ['electron.vite.config.ts', 'tsconfig.base.json', 'tsconfig.json']

/** The commit, which is built in, and when and how many sources were last changed. */
function stamp() {
  const changes = [...inputs, ...configurations].flatMap((input) =>
    changesBelow(join(project, input)),
  )
  return `${commit()} ${changes.length} ${Math.max(...changes)}`
}

function changesBelow(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return []
  if (!stats.isDirectory()) return [stats.mtimeMs]
  return readdirSync(path).flatMap((name) => changesBelow(join(path, name)))
}

function commit() {
  try {
    const describe = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*']
    return execFileSync('git', describe, { cwd: project, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim()
  } catch {
    return 'no checkout'
  }
}

function builtStamp() {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return null
  }
}

const wanted = stamp()
if (builtStamp() !== wanted) {
  const build = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: project,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (build.status !== 0) process.exit(build.status ?? 1)
  writeFileSync(stampFile, wanted)
}
