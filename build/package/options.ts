import type { Configuration } from 'electron-builder'
import { author as maintainer } from '../../package.json'

/**
 * What must lie beside the archive as real files: the threads, which cannot be started from within
 * it, all that they load, and native modules.
 */
const unpacked = [
  'out/main/**',
  'resources/examples/**',
  'resources/python/**',
  'package.json',
  ...[
    '@assemblyscript',
    '@napi-rs',
    'base64-js',
    'hdr-histogram-js',
    'pako',
    'piscina',
    'pyodide',
    'zod',
  ].map((name) => `node_modules/${name}/**`),
]

/** The first Electron with a fuse for the privileges of `file:`; an unknown fuse stops them all. */
const HAS_FILE_FUSE = 29

/**
 * How the application is packaged, for every system.
 *
 * @param electronDist the folder of the runtime
 * @param electronVersion of that runtime
 * @param files which of the build and its dependencies are packed, as patterns
 */
export const packageOptions = (
  electronDist: string,
  electronVersion: string,
  files: readonly string[],
): Configuration => ({
  electronDist,
  electronVersion,
  appId: 'org.corewise.lab',
  productName: 'Corewise',
  directories: { output: 'dist', buildResources: 'build' },
  files: [
    ...files,
    'build/icon.png',
    'resources/examples/**',
    'resources/lessons/**',
    'resources/python/**/*.py',
    'package.json',
    '!node_modules/**/*.{map,md,ts}',
    '!node_modules/pyodide/*.html',
    // Notices travel in one file, with the page.
    '!out/**/licences.json',
  ],
  // The lab speaks English only, and each language of Chromium's own texts takes room.
  electronLanguages: ['en-US'],
  asar: true,
  asarUnpack: unpacked,
  // Native modules come with binaries for Node-API, which every runtime understands.
  npmRebuild: false,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    ...(Number.parseInt(electronVersion, 10) >= HAS_FILE_FUSE && {
      grantFileProtocolExtraPrivileges: false,
    }),
  },
  linux: {
    target: ['AppImage', 'rpm'],
    category: 'Development',
    executableName: 'corewise',
    maintainer,
    vendor: 'The Corewise contributors',
    synopsis: 'Measures how an event loop uses one core more efficiently',
  },
  mac: {
    target: ['dmg', 'zip'],
    category: 'public.app-category.developer-tools',
    // Signed and notarised where the variables that docs/releasing.md names are set.
    hardenedRuntime: true,
    entitlements: 'build/package/entitlements.mac.plist',
    entitlementsInherit: 'build/package/entitlements.mac.plist',
  },
  win: { target: ['nsis', 'zip'] },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
  publish: null,
})
