import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Figure } from '../../bench/figure'

const ASSETS = join('out', 'renderer', 'assets')

/** The size of what the window loads: scripts and styles, as they are and compressed. */
export function benchBundle(): Figure[] {
  const files = readdirSync(ASSETS).filter((name) => /\.(js|css)$/.test(name))
  const contents = files.map((name) => readFileSync(join(ASSETS, name)))
  const kibibytes = (sizes: readonly number[]) => sizes.reduce((a, b) => a + b, 0) / 1_024
  return [
    {
      name: 'renderer bundle, scripts and styles',
      value: kibibytes(contents.map((content) => content.length)),
      unit: 'KiB',
    },
    {
      name: 'renderer bundle, compressed',
      value: kibibytes(contents.map((content) => gzipSync(content).length)),
      unit: 'KiB',
    },
  ]
}
