import { escapeMarkup as escape } from '../export/text/clean-text'
import { LABEL_PX, type Drawing } from './lane-drawing'

/** A drawing as an SVG element of an HTML page that declares its colours. */
export function drawingSvg({ width, height, description, boxes, labels }: Drawing): string {
  const rects = boxes.map(
    (box) =>
      `<rect x="${exact(box.x)}" y="${exact(box.y)}" width="${exact(box.width)}" height="${exact(box.height)}" fill="var(--${box.tone})"/>`,
  )
  const texts = labels.map(
    ({ x, y, text, tone }) =>
      `<text x="${exact(x)}" y="${exact(y)}" fill="var(--${tone})">${escape(text)}</text>`,
  )
  return `<svg viewBox="0 0 ${width} ${height}" font-size="${LABEL_PX}" role="img"><title>${escape(description)}</title>${rects.join('')}${texts.join('')}</svg>`
}

function exact(length: number): string {
  return String(Number(length.toFixed(2)))
}
