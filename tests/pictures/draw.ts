import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderPng } from '../../src/host/export/picture/render'
import { plainName } from '../../src/host/library/result-file'
import { themeNames } from '../../src/charts/theme'
import { pictureCases, pictureSizes } from './cases'

/** Draws every chart in every size and theme into a folder, with a page that shows them all. */
export async function drawPictures(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const figures: string[] = []
  for (const theme of themeNames) {
    for (const [size, { width, height }] of Object.entries(pictureSizes)) {
      for (const { name, charts } of pictureCases) {
        for (const chart of charts({ theme, width, height })) {
          const stem = `${plainName(name, 'case')}-${chart.name}-${size}-${theme}`
          const scale = size === 'column' ? 2 : 1
          await writeFile(join(folder, `${stem}.png`), await renderPng(chart, { scale }))
          figures.push(
            `<figure><img src="${stem}.png" width="${Math.min(width, 960)}" alt=""><figcaption>${stem}</figcaption></figure>`,
          )
        }
      }
    }
  }
  const page = `<!doctype html><meta charset="utf-8"><title>Pictures</title>
<style>body{font:14px sans-serif;display:flex;flex-wrap:wrap;gap:24px;background:#888}figure{margin:0}</style>
${figures.join('\n')}\n`
  await writeFile(join(folder, 'index.html'), page)
}
