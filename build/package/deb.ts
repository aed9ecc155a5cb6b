import { chmod, cp, lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { author, description, desktopName, homepage, version } from '../../package.json'
import { runCommand } from '../runtime/run-command'

const TIMEOUT_MS = 300_000

/** What Electron links to; Debian 13 gave some of it a new name. */
const dependencies = [
  'libgtk-3-0t64 | libgtk-3-0',
  'libasound2t64 | libasound2',
  'libatk-bridge2.0-0t64 | libatk-bridge2.0-0',
  'libnss3',
  'libnotify4',
  'libgbm1',
  'libdrm2',
  'libxss1',
  'xdg-utils',
]

/**
 * Makes a package of Debian with its own tool: the application in /opt/corewise, its entry among
 * the system's applications, and Chromium's sandbox helper owned by root and set-user-id, for
 * systems that allow an ordinary user no namespaces.
 *
 * @param architecture as Debian names it
 */
export async function writeDeb(
  application: string,
  target: string,
  architecture: string,
): Promise<void> {
  const root = await mkdtemp(join(tmpdir(), 'corewise-deb-'))
  try {
    await chmod(root, 0o755)
    const folder = join(root, 'opt/corewise')
    await cp(application, folder, { recursive: true })
    await chmod(join(folder, 'chrome-sandbox'), 0o4755)
    await mkdir(join(root, 'usr/bin'), { recursive: true })
    await symlink('/opt/corewise/corewise', join(root, 'usr/bin/corewise'))
    await write(root, `usr/share/applications/${desktopName}`, desktopEntry)
    const icons = join(root, 'usr/share/icons/hicolor/512x512/apps')
    await mkdir(icons, { recursive: true })
    await cp(join(import.meta.dirname, '../../build/icon.png'), join(icons, 'corewise.png'))
    await write(root, 'usr/share/doc/corewise/copyright', copyright)
    await write(root, 'DEBIAN/control', control(architecture, await kibibytesOf(root)))
    await runCommand('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', root, target], {
      timeoutMs: TIMEOUT_MS,
    })
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

const desktopEntry = `[Desktop Entry]
Type=Application
Name=Corewise
Comment=${description}
Exec=/opt/corewise/corewise %F
Icon=corewise
Terminal=false
Categories=Development;Education;
StartupWMClass=corewise
`

const copyright = `Corewise is under the MIT licence. Its notices and those of its libraries are in the lab under
Help, About; those of Chromium in /opt/corewise/LICENSES.chromium.html.
`

function control(architecture: string, kibibytes: number): string {
  return `Package: corewise
Version: ${version}
Architecture: ${architecture}
Maintainer: ${author}
Installed-Size: ${kibibytes}
Depends: ${dependencies.join(', ')}
Section: devel
Priority: optional
Homepage: ${homepage}
Description: Measures how an event loop uses one core more efficiently
 ${description}.
`
}

async function write(root: string, path: string, content: string): Promise<void> {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), content, { mode: 0o644 })
}

async function kibibytesOf(folder: string): Promise<number> {
  let bytes = 0
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) bytes += (await lstat(join(entry.parentPath, entry.name))).size
  }
  return Math.ceil(bytes / 1_024)
}
