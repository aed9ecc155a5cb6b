import { build, Platform } from 'electron-builder'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { version } from '../../package.json'
import { describeRuntime, findRuntime } from '../runtime/find-runtime'
import { writeTarGz, writeZip } from './archive'
import { writeDeb } from './deb'
import { packageOptions } from './options'
import { unusedPackages, usedByWindow } from './used'

const projectFolder = join(import.meta.dirname, '../..')
const outFolder = join(projectFolder, 'dist')

/**
 * `npm run package` makes what people install on this system, and its checksums. On Linux that is a
 * package of Debian and two archives, of what is there already; `--fetching` makes what
 * electron-builder needs tools from elsewhere for (AppImage, rpm), as it does on other systems.
 * `--dir` makes only the folder with the application, `--release` refuses an old runtime.
 */
async function pack(): Promise<void> {
  const { values } = parseArgs({
    options: {
      dir: { type: 'boolean', default: false },
      fetching: { type: 'boolean', default: process.platform !== 'linux' },
      release: { type: 'boolean', default: false },
    },
  })
  const runtime = await findRuntime({ environment: process.env, projectFolder, say })
  if (typeof runtime === 'string') throw new Error(runtime)
  say(describeRuntime(runtime))
  const isOld = runtime.source === 'fallback'
  if (isOld && values.release) {
    throw new Error(
      `Electron ${runtime.version} is out of support and is not packaged for release. Let this machine reach Electron's releases, or name a newer one in ELECTRON_OVERRIDE_DIST_PATH.`,
    )
  }
  forgetEmptySecrets()
  const used = usedByWindow(projectFolder)
  const files = [
    ...[...used.files].map((file) => `out/main/${file}`),
    'out/main/*.bin',
    'out/{preload,renderer}/**',
    ...unusedPackages(projectFolder, used).map((name) => `!node_modules/${name}/**`),
  ]
  await build({
    projectDir: projectFolder,
    targets: Platform.current().createTarget(values.fetching && !values.dir ? undefined : 'dir'),
    publish: 'never',
    config: packageOptions(runtime.folder, runtime.version, files),
  })
  if (values.dir) return
  // What is only to be tried says so in its name.
  if (process.platform === 'linux') await packOnLinux(isOld ? `${version}-trial` : version)
  await writeChecksums()
}

/**
 * A workflow passes a secret that it does not have as an empty text, which electron-builder takes
 * for the path of a certificate.
 */
function forgetEmptySecrets(): void {
  for (const [name, value] of Object.entries(process.env)) {
    if (value === '' && /^(CSC|APPLE)_/.test(name)) Reflect.deleteProperty(process.env, name)
  }
}

async function packOnLinux(name: string): Promise<void> {
  const folder = process.arch === 'x64' ? 'linux-unpacked' : `linux-${process.arch}-unpacked`
  const application = join(outFolder, folder)
  const archive = join(outFolder, `corewise-${name}-linux-${process.arch}`)
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch
  const writing = [
    writeTarGz(application, `${archive}.tar.gz`),
    writeZip(application, `${archive}.zip`),
  ]
  if (spawnSync('dpkg-deb', ['--version']).status === 0) {
    const deb = join(outFolder, `corewise_${name}_${architecture}.deb`)
    writing.push(writeDeb(application, deb, architecture))
  } else say('No .deb: there is no dpkg-deb here.')
  await Promise.all(writing)
}

/** SHA-256 of every file in `dist`, in the form that `sha256sum --check` reads. */
async function writeChecksums(): Promise<void> {
  const names = (await readdir(outFolder, { withFileTypes: true }))
    .filter(
      (entry) => entry.isFile() && /\.(deb|gz|zip|AppImage|rpm|dmg|exe|tgz)$/.test(entry.name),
    )
    .map((entry) => entry.name)
    .sort()
  const lines: string[] = []
  for (const name of names) {
    const digest = createHash('sha256')
      .update(await readFile(join(outFolder, name)))
      .digest('hex')
    lines.push(`${digest}  ${name}\n`)
    say(`dist/${name}`)
  }
  await writeFile(join(outFolder, 'SHA256SUMS'), lines.join(''))
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

pack().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
})
