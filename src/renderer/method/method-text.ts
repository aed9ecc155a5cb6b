import MarkdownIt from 'markdown-it'
import method from '../../../resources/method.md?raw'
import { anchorOf } from '../../report/method-place'

/** A part of the page of the method, as its list of contents names it. */
interface MethodPart {
  readonly title: string
  readonly anchor: string
}

const markdown = new MarkdownIt({ html: false, linkify: false })

// Headings, and rows of tables by their first cell, can be led to.
markdown.core.ruler.push('anchors', ({ tokens }) => {
  for (const [index, token] of tokens.entries()) {
    if (token.type === 'heading_open') {
      token.attrSet('id', anchorOf(tokens[index + 1]?.content ?? ''))
      token.attrSet('tabindex', '-1')
    }
    const isRow = token.type === 'tr_open' && tokens[index + 1]?.type === 'td_open'
    if (!isRow) continue
    token.attrSet('id', anchorOf(tokens[index + 2]?.content ?? ''))
    token.attrSet('tabindex', '-1')
  }
})

/** How all is measured, as HTML: markdown-it escapes all that it does not write itself. */
export const methodHtml: string = markdown.render(method)

/** What the page says before that, each in a section of its own. */
const ownParts = ['The contenders', 'The figures', 'This machine', 'What it costs here']

/** Every part of the page, in its order. */
export const methodParts: readonly MethodPart[] = [
  ...ownParts,
  ...[...method.matchAll(/^## (.+)$/gm)].map(([, title = '']) => title),
].map((title) => ({ title, anchor: anchorOf(title) }))
