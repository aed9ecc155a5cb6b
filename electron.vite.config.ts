import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'electron-vite'
import { BUNDLED_FILE, noticesPlugin } from './build/licences'
import { pythonLibraryPlugin } from './build/python-library'
import { scriptText } from './build/script-text'
import { viewerPlugin } from './build/viewer'

/**
 * Every entry that runs under Node, in the window's main process or on the command line. Threads
 * are entries of their own because a worker is started from a file, not from a function.
 */
export default defineConfig({
  main: {
    plugins: [scriptText(), pythonLibraryPlugin(process.cwd())],
    define: {
      COREWISE_COMMIT: JSON.stringify(commit()),
      COREWISE_BUILT_AT: JSON.stringify(new Date().toISOString()),
    },
    build: {
      target: 'node20',
      outDir: 'out/main',
      license: { fileName: BUNDLED_FILE },
      // These publish only ES modules, which CommonJS cannot require on Electron 33's Node 20.18.
      externalizeDeps: {
        exclude: ['env-paths', 'pure-rand'],
        include: [
          '@electron/asar',
          '@electron/fuses',
          'electron-builder',
          'playwright-core',
          'yauzl',
        ],
      },
      rolldownOptions: {
        input: {
          cli: 'src/cli/index.ts',
          main: 'src/main/index.ts',
          server: 'src/server/index.ts',
          start: 'build/start.ts',
          package: 'build/package/package.ts',
          ...threads(),
          'engine-process': 'src/engine/process/engine-process.ts',
          'footprint-process': 'src/engine/footprint/footprint-process.ts',
          'pool-job': 'src/engine/thread/pool-job.ts',
          'program-world': 'src/engine/program/world/program-world.ts',
          'http-service': 'src/engine/workload/http-service.ts',
          'empty-job': 'src/engine/cost/thread/empty-job.ts',
          bench: 'tests/bench/index.ts',
          'bench-busy': 'tests/bench/busy.ts',
          'bench-ui': 'tests/desktop/bench/index.ts',
          fuzz: 'tests/fuzz/index.ts',
          pictures: 'tests/pictures/index.ts',
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
        },
      },
    },
  },
  // One file with all that it needs: a sandboxed preload can require nothing but Electron.
  preload: {
    build: {
      target: 'node20',
      outDir: 'out/preload',
      license: { fileName: BUNDLED_FILE },
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'src/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [vue(), viewerPlugin(process.cwd()), noticesPlugin(process.cwd())],
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      license: { fileName: BUNDLED_FILE },
      // The page's policy allows no `data:` fonts or scripts.
      assetsInlineLimit: 0,
      // Read from disk, but parsed at every start.
      minify: true,
      rolldownOptions: { input: 'src/renderer/index.html' },
    },
  },
})

/** Every thread of the engine, found by the name of its file: an entry each. */
function threads(): Record<string, string> {
  const files = readdirSync('src/engine', { recursive: true, encoding: 'utf8' })
  return Object.fromEntries(
    files
      .filter((file) => file.endsWith('-thread.ts'))
      .map((file) => [basename(file, '.ts'), join('src/engine', file)]),
  )
}

/** The commit that is built, marked where files differ from it; null outside a checkout. */
function commit(): string | null {
  const git = ['--git-dir=.git', '--work-tree=.', 'describe', '--always', '--dirty', '--abbrev=40']
  try {
    const output = execFileSync('git', [...git, '--exclude=*'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return output.toString().trim()
  } catch {
    return null
  }
}
