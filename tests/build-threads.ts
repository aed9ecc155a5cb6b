import { build } from 'vite'
import { scratch } from './scratch'

/**
 * Builds files that run as threads or processes of their own, which need plain JavaScript: from
 * each `{ name: source }` a `name.cjs` with all that it imports. Returns their folder.
 */
export async function buildThreads(sources: Record<string, string>): Promise<string> {
  const folder = await scratch()
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
