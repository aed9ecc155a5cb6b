// Builds unless what is built is of these very sources: a second start is quicker for it, and a run
// that is under way in another terminal keeps the files that its threads are started from. A program
// by itself, and the setup of the tests that need what is built.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const stampFile = join(project, 'out', 'stamp')
const lockFile = join(project, 'out', 'lock')
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

/** Holds `out/lock`, a file with the number of the process that builds, while `build` runs. */
function alone(build) {
  mkdirSync(dirname(lockFile), { recursive: true })
  for (;;) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' })
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
      if (hasEnded(holder())) rmSync(lockFile, { force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
    }
  }
  try {
    build()
  } finally {
    rmSync(lockFile, { force: true })
  }
}

/** The process that builds; not a number while its lock is being made or taken away. */
function holder() {
  try {
    return Number.parseInt(readFileSync(lockFile, 'utf8'))
  } catch {
    return Number.NaN
  }
}

function hasEnded(processNumber) {
  if (Number.isNaN(processNumber)) return false
  try {
    process.kill(processNumber, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

/** Builds what is stale, once, also where several programs ask at a time. */
function buildIfStale() {
  if (builtStamp() === stamp()) return
  alone(() => {
    const wanted = stamp()
    if (builtStamp() === wanted) return
    execFileSync('npm', ['run', '--silent', 'build'], {
      cwd: project,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
    writeFileSync(stampFile, wanted)
  })
}

/** The tests' setup: before the first run, and before each one that a change starts. */
export default function setup(vitest) {
  buildIfStale()
  vitest.onTestsRerun(buildIfStale)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    buildIfStale()
  } catch (error) {
    // What failed has been printed by the build.
    process.exit(error.status ?? 1)
  }
}
