import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/**
 * Builds files that run as threads or processes of their own, which need plain JavaScript: from
 * each `{ name: source }` a `name.cjs` with all that it imports. Returns their folder.
 */
export async function buildThreads(sources: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'corewise-threads-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: sources,
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: '[name]-[hash].cjs',
        },
      },
    },
    ssr: { noExternal: true },
  })
  return folder
}
